-- Why an organizer keeps places of a stock off sale, in their own words. Beside `blocked`, which says how many.

alter table stock add column block_reason text not null default ''
  constraint stock_block_reason_length check (char_length(block_reason) <= 140);
