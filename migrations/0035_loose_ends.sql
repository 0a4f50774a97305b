-- Refunds that banks return, and places of a ticket type that are kept back of the whole event's as well.

-- How often money that was sent back to a buyer came back, because their bank did not take it.
alter table refund add column bounces integer not null default 0
  constraint refund_bounces_check check (bounces >= 0);
alter table payment add column bounces integer not null default 0
  constraint payment_bounces_check check (bounces >= 0);
-- What was sent, and may still come back.
create index refund_sent_idx on refund (sent_at) where state = 'sent' and not sent_by_hand;
create index payment_returned_idx on payment (settled_at) where state = 'refunded';

-- Money that bounced is sent again: the same kind of journal, in another round.
alter table journal drop constraint journal_kind_check;
alter table journal
  add column round integer not null default 0,
  add constraint journal_kind_check check (kind in (
    'sale', 'provider_fee', 'refund', 'refund_sent', 'refund_bounced', 'stranded', 'stranded_returned', 'stranded_bounced',
    'payout', 'payout_paid', 'payout_cancelled'));
drop index journal_payment_id_key;
drop index journal_refund_id_key;
create unique index journal_payment_id_key on journal (payment_id, kind, round) where payment_id is not null;
create unique index journal_refund_id_key on journal (refund_id, kind, round) where refund_id is not null;

-- What is kept back of a ticket type is kept back of the whole event, too: `blocked` of the latter counts both. Where sales have left too few
-- places for that, fewer are kept back from now on.
update stock s set blocked = least(s.blocked, greatest(0, k.room - k.before))
from (
  select t.id, w.capacity - w.held - w.sold - w.blocked as room,
    sum(t.blocked) over (partition by t.event_id order by t.id) - t.blocked as before
  from stock t join stock w on w.event_id = t.event_id and w.whole_event
  where not t.whole_event and t.blocked > 0) k
where s.id = k.id and k.room is not null;
update stock w set blocked = w.blocked + t.blocked
from (select event_id, sum(blocked)::int as blocked from stock where not whole_event group by event_id) t
where t.event_id = w.event_id and w.whole_event and t.blocked > 0;

-- A stock that goes gives back what was kept back of it.
create function give_back_blocked() returns trigger language plpgsql as $$
begin
  update stock set blocked = blocked - old.blocked where event_id = old.event_id and whole_event;
  return null;
end
$$;
create trigger give_back_blocked after delete on stock
  for each row when (not old.whole_event and old.blocked > 0) execute function give_back_blocked();

-- Orders that are waited for without an end of their own: until their event is over.
create index order_endless_idx on "order" (event_id) where state = 'awaiting_payment' and expires_at is null;
