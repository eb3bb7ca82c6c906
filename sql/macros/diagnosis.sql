-- Slips that explain a difference, tried from the most telling to the vaguest. Each macro is one expression. A slip
-- explains it when the figure without the slip agrees within the tolerance of the comparison.

-- two neighbouring digits of an amount exchanged: 819.53 for 189.53. Exchanging the digits b and a at the places of
-- 10^n and 10^(n+1) fen changes a figure by (b - a) * 9 * 10^n fen.
create or replace temporary macro digits_exchanged(expected, actual, tolerance) as
    len(list_filter(
        range(0, 14),
        lambda place: abs(
            abs(cast(actual as double)) - abs(cast(expected as double))
            + (
                cast(abs(actual) * 100 as bigint) // cast(power(10, place) as bigint) % 10
                - cast(abs(actual) * 100 as bigint) // cast(power(10, place + 1) as bigint) % 10
            ) * 9 * power(10.0, place - 2)
        ) <= tolerance + 1e-6
    )) > 0;

-- the same digits in another unit: 元 for 万元, 千元 or 亿元
create or replace temporary macro unit_slipped(expected, actual) as
    abs(abs(cast(actual as double)) / abs(expected) / 10000 - 1) < 0.001
    or abs(abs(cast(actual as double)) / abs(expected) / 1000 - 1) < 0.001
    or abs(abs(cast(expected as double)) / abs(actual) / 10000 - 1) < 0.001
    or abs(abs(cast(expected as double)) / abs(actual) / 1000 - 1) < 0.001;

-- of one quantity printed twice, or recomputed
create or replace temporary macro slip(expected, actual, tolerance) as
    case
        when expected = 0 or actual = 0 or abs(actual - expected) <= tolerance then null
        when abs(actual + expected) <= tolerance then 'sign_error'
        when unit_slipped(expected, actual) then 'unit_slip'
        when digits_exchanged(expected, actual, tolerance) then 'transposed_digits'
    end;

-- of a sum: `parts` are the amounts of its parts
create or replace temporary macro sum_slip(expected, actual, parts, tolerance) as
    case
        when abs(actual - expected) <= tolerance then null
        when slip(expected, actual, tolerance) is not null then slip(expected, actual, tolerance)
        when len(list_filter(parts, lambda part: part <> 0 and abs(part - (expected - actual)) <= tolerance)) > 0
            then 'missing_subtotal'
        when len(list_filter(parts, lambda part: part <> 0 and abs(part - (actual - expected)) <= tolerance)) > 0
            then 'double_counted'
    end;

-- of a sum in one column: another column is off by the same amount the other way, so that a part stands in the wrong one
create or replace temporary macro is_shifted(difference, differences, tolerance) as
    case
        when abs(difference) <= tolerance then false
        else len(list_filter(differences, lambda other: abs(other + difference) <= tolerance)) > 0
    end;
