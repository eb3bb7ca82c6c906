-- Takes away what rules across departments found before, of every document: one document more moves all its peers.

delete from bridge_finding_fact
where finding_key in (select finding_key from fact_finding where list_contains($rules, rule_code));

delete from fact_finding where list_contains($rules, rule_code);

delete from fact_check where list_contains($rules, rule_code);
