-- What the allocator keeps beside the first columns of stock and orders.

-- Places the organizer keeps off sale. Counted like those held and sold.
alter table stock add column blocked integer not null default 0;
alter table stock drop constraint stock_check;
alter table stock add constraint stock_check
  check (held >= 0 and sold >= 0 and blocked >= 0 and held + sold + blocked <= capacity);

-- Whether a hold was given more time already; it is given once.
alter table "order" add column extended boolean not null default false;

-- Lapsed holds of one event, for an allocation that finds too little.
drop index order_lapse_idx;
create index order_lapse_idx on "order" (event_id, expires_at) where state in ('held', 'awaiting_payment');
