-- Words of messages. Each macro is one expression.

-- an amount for people: exact, in 万元 with at least two decimals
create or replace temporary macro money_text(amount_yuan) as
    regexp_replace(
        cast(cast(cast(amount_yuan as decimal(20, 2)) * cast(0.0001 as decimal(5, 4)) as decimal(24, 6)) as varchar),
        '0{1,4}$', ''
    ) || '万元';

-- a number without idle zeros: 14.9900 is 14.99, 100.0000 is 100
create or replace temporary macro number_text(number) as
    regexp_replace(
        regexp_replace(cast(cast(number as decimal(20, 4)) as varchar), '(\.[0-9]*[1-9])0+$', '\1'), '\.0+$', ''
    );

-- （第12行）, （第12、34行）; a long list is cut, and no line is a blank
create or replace temporary macro lines_text(lines) as
    case
        when lines is null or len(lines) = 0 then '（空白）'
        else '（第' || array_to_string(list_slice(list_sort(list_distinct(lines)), 1, 6), '、')
            || case when len(list_distinct(lines)) > 6 then '等' else '' end || '行）'
    end;

-- the lines of a finding: ascending, each once; what is blank has no line (list_distinct leaves nulls out)
create or replace temporary macro lines_of(lines) as list_sort(list_distinct(lines));

-- a key that stands for a blank cell, so that findings about the same blank are seen to be one; never a fact's key
create or replace temporary macro blank_key(document_key, table_number, row_id, column_id) as
    -1 - cast(hash(document_key, table_number, row_id, column_id) >> 2 as bigint);

-- the sentence of a sum or of one quantity printed twice: two places, two figures, their difference; null, and nothing
-- to compute, where there is none
create or replace temporary macro differ_message(place, actual, actual_lines, other_place, expected, expected_lines) as
    case
        when actual <> expected
            then place || money_text(actual) || lines_text(actual_lines) || '不等于' || other_place
                || money_text(expected) || lines_text(expected_lines) || '，相差' || money_text(actual - expected) || '。'
    end;

-- why nothing is compared where a column is a guess
create or replace temporary macro unsure_text(place) as place || '或与其比较的数字归列不能确定';

-- the sentence of a quantity that must be at least another one; null where it is
create or replace temporary macro less_message(place, actual, actual_lines, other_place, expected, expected_lines) as
    case
        when actual < expected
            then place || money_text(actual) || lines_text(actual_lines) || '小于' || other_place
                || money_text(expected) || lines_text(expected_lines) || '，少' || money_text(expected - actual) || '。'
    end;

-- a name as it is compared: brackets in one form, without the signs between words that vary in print
create or replace temporary macro name_key(name) as
    regexp_replace(translate(name, '（）', '()'), '[ 、,，“”"]', '', 'g');

-- a name without the place at its beginning, as it is compared within a region: texts leave places out, or put one letter
-- for them (区图书馆 for 某市某区图书馆); a body's own level (本级) is the body
create or replace temporary macro without_place(name, place) as
    case when starts_with(name, place) then substring(name, length(place) + 1) else name end;

create or replace temporary macro name_in_place(name, province, prefecture, county, place) as
    regexp_replace(
        regexp_replace(
            without_place(without_place(without_place(without_place(name_key(name), province), prefecture), county), place),
            '^[省市州盟县区旗](.{3,})$', '\1'
        ),
        '\(?(本级|本部|机关)\)?$', ''
    );

-- a change in words: 增加1.20万元, 减少35.00%
create or replace temporary macro change_text(change_yuan) as
    case when change_yuan < 0 then '减少' else '增加' end || money_text(abs(change_yuan));

create or replace temporary macro percent_change_text(change_pct) as
    case when change_pct < 0 then '减少' else '增加' end || number_text(abs(change_pct)) || '%';
