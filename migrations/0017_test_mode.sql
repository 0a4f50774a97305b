-- Test mode: orders that try an event out. They take no places and move no money.

alter table event
  add column test_mode boolean not null default false,
  -- When a ticket of a test order was first let in. Stays when the test orders are deleted.
  add column tested_at timestamptz;

-- Decided when it is placed: nothing may turn a test order into a real one, or a real one into a test order.
alter table "order" add column test boolean not null default false;
create index order_test_idx on "order" (event_id) where test;
create trigger order_test_is_kept before update of test on "order"
  for each row when (new.test <> old.test) execute function refuse_change();

-- A test order is deleted with everything of its; a real one never is.
create trigger order_is_kept before delete on "order" for each row when (not old.test) execute function refuse_change();
alter table ticket
  drop constraint ticket_order_id_fkey,
  drop constraint ticket_order_line_id_fkey,
  add constraint ticket_order_id_fkey foreign key (order_id) references "order" on delete cascade,
  add constraint ticket_order_line_id_fkey foreign key (order_line_id) references order_line on delete cascade;
alter table payment
  drop constraint payment_order_id_fkey,
  add constraint payment_order_id_fkey foreign key (order_id) references "order" on delete cascade;

-- Whether it pays a test order. In production the sandbox knows no others.
alter table sandbox_payment add column test boolean not null default false;

-- Those of test tickets are not counted.
alter table scan add column test boolean not null default false;
drop index scan_in_idx;
create index scan_in_idx on scan (event_id, door) where result = 'admitted' and undone_at is null and not test;
alter table scan drop constraint scan_reason_check;
alter table scan add constraint scan_reason_check check (
  reason in ('unknown_code', 'wrong_event', 'event_cancelled', 'not_paid', 'void', 'transferred', 'test_ticket'));
