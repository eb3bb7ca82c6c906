-- Slips that explain a difference, tried from the most telling to the vaguest. Each macro is one expression.

-- digits of an amount in order of size, so that 1957.81 and 1975.81 are alike
create or replace temporary macro sorted_digits(amount) as
    list_sort(string_split(regexp_replace(cast(abs(amount) as varchar), '[^0-9]', '', 'g'), ''));

-- of one quantity printed twice, or recomputed
create or replace temporary macro slip(expected, actual) as
    case
        when expected = 0 or actual = 0 then null
        when actual = -expected then 'sign_error'
        when abs(actual) in (abs(expected) * 10000, abs(expected) * 1000) then 'unit_slip'
        when abs(expected) in (abs(actual) * 10000, abs(actual) * 1000) then 'unit_slip'
        when sorted_digits(expected) = sorted_digits(actual) then 'transposed_digits'
    end;

-- of a sum: `parts` are the amounts of its parts
create or replace temporary macro sum_slip(expected, actual, parts) as
    case
        when slip(expected, actual) is not null then slip(expected, actual)
        when expected <> actual and list_contains(parts, expected - actual) then 'missing_subtotal'
        when expected <> actual and list_contains(parts, actual - expected) then 'double_counted'
    end;
