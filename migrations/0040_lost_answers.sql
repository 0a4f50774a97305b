-- Payments whose answer was lost, and money that is watched from when it went back.

-- The provider's name for whoever has the kept method that it charges: by that a payment is found whose answer was lost.
alter table payment add column customer text;

-- When money that could not pay its order was sent back to the buyer, the last time.
alter table payment add column returned_at timestamptz;
update payment p set returned_at = coalesce(
  (select max(j.at) from journal j where j.payment_id = p.id and j.kind = 'stranded_returned'), p.settled_at, p.created_at)
where p.state = 'refunded';
alter table payment add constraint payment_returned_at_check check (state <> 'refunded' or returned_at is not null);
drop index payment_returned_idx;
create index payment_returned_idx on payment (returned_at) where state = 'refunded';
