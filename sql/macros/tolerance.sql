-- Tolerances and interval arithmetic: the one place that says when two printed figures agree.
--
-- Every printed figure stands for an interval: 12.34 万元 is anything from 12.335 to 12.345 万元. Its display unit u is
-- one of its last printed digit (0.01 万元 = 100 yuan), so the interval is the figure ± u/2.
--   T0  codes, years, counts: exact, tolerance 0
--   T1  a sum of n printed parts against a printed total: half of all n + 1 display units together
--   T2  the same quantity printed twice: half of both display units
--   T3  a percent: the interval of the ratio, widened by half a last digit of the printed percent
-- Zero difference is `pass`, inside the tolerance `rounding`, outside `fail`.
--
-- Other engines: each macro is one expression over its arguments, so that on Spark it is
-- `create temporary function name(x decimal(18,2), ...) returns type return expression`, word for word.

-- number of decimals of a printed number: '1,234.50' has 2
create or replace temporary macro printed_decimals(printed) as
    case when position('.' in printed) > 0 then length(regexp_extract(printed, '\.([0-9]*)', 1)) else 0 end;

-- the number of a printed text, as printed
create or replace temporary macro printed_number(printed) as
    try_cast(nullif(regexp_replace(printed, '[^0-9.]', '', 'g'), '') as double);

-- yuan per printed 1 (1, 1 000, 10 000 or 100 000 000), of an amount and its printed number; null for zero, which says
-- nothing of its unit
create or replace temporary macro unit_scale(ratio) as
    case
        when abs(ratio / 10000 - 1) < 0.02 then 10000
        when abs(ratio - 1) < 0.02 then 1
        when abs(ratio / 1000 - 1) < 0.02 then 1000
        when abs(ratio / 100000000 - 1) < 0.02 then 100000000
    end;

create or replace temporary macro printed_scale(amount_yuan, printed) as
    unit_scale(abs(cast(amount_yuan as double)) / nullif(printed_number(printed), 0));

-- yuan of one last digit, when 1 is `scale` yuan and `decimals` are printed
create or replace temporary macro display_unit(scale, decimals) as
    cast(scale * power(10.0, -decimals) as decimal(20, 4));

-- T1 and T2: half of all display units that take part
create or replace temporary macro rounding_envelope(display_units) as
    cast(cast(display_units as double) / 2 as decimal(20, 4));

-- T3: lower and upper end of 100 · part / whole, when each may be half a display unit off; null when the whole may be 0
create or replace temporary macro percent_low(part, part_unit, whole, whole_unit) as
    case
        when abs(whole) - whole_unit / 2.0 <= 0 then null
        else least(
            100.0 * (part - part_unit / 2.0) / (whole - whole_unit / 2.0),
            100.0 * (part - part_unit / 2.0) / (whole + whole_unit / 2.0)
        )
    end;

create or replace temporary macro percent_high(part, part_unit, whole, whole_unit) as
    case
        when abs(whole) - whole_unit / 2.0 <= 0 then null
        else greatest(
            100.0 * (part + part_unit / 2.0) / (whole - whole_unit / 2.0),
            100.0 * (part + part_unit / 2.0) / (whole + whole_unit / 2.0)
        )
    end;

-- T3: how a printed percent with last digit `percent_unit` stands to the interval: inside is pass, one last digit
-- outside is rounding (cut off instead of rounded, or the last of several shares made to fit), more is fail. A whole
-- percent is only ever cut off towards zero: 99.45 % is not 100 %.
create or replace temporary macro percent_outcome(percent, percent_unit, low, high) as
    case
        when low is null or high is null then 'insufficient_data'
        when percent between low - percent_unit / 2.0 - 1e-9 and high + percent_unit / 2.0 + 1e-9 then 'pass'
        when percent_unit < 1
            and percent between low - percent_unit * 1.5 - 1e-9 and high + percent_unit * 1.5 + 1e-9 then 'rounding'
        when percent_unit >= 1 and abs(percent) < least(abs(low), abs(high))
            and percent between low - percent_unit and high + percent_unit then 'rounding'
        else 'fail'
    end;

-- decimals that a number needs, at most 6: 14.5 needs 1, 13.03 needs 2
create or replace temporary macro value_decimals(number) as
    length(regexp_extract(cast(cast(number as decimal(24, 6)) as varchar), '\.([0-9]*[1-9])?0*$', 1));

-- decimals with which a text prints a number: '增长100.00%' prints 100 with 2; as many as it needs where it is not found
create or replace temporary macro text_decimals(text, number) as
    coalesce(
        list_max(list_transform(
            list_filter(
                regexp_extract_all(text, '[0-9][0-9,]*\.?[0-9]*'),
                lambda printed: try_cast(replace(printed, ',', '') as decimal(24, 6)) = abs(number)
            ),
            lambda printed: printed_decimals(printed)
        )),
        value_decimals(number)
    );

-- one of the last digit of a percent printed with so many decimals: 50 % stands for 49.5 to 50.5
create or replace temporary macro percent_unit(decimals) as
    cast(power(10.0, -least(decimals, 2)) as double);
