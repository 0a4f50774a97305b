-- Ways to pay in which the organizer takes the money and says so: at the door, and by transfer to the organizer's account.

-- Where buyers transfer money to. Lines as people write them: what a number looks like is the country's affair.
create table bank_account (
  organization_id uuid primary key references organization on delete cascade,
  holder text not null check (holder <> ''),
  -- IBAN or account number.
  number text not null check (number <> ''),
  -- Name of the bank, BIC, sort code: whatever a transfer needs beside the number.
  bank text not null
);

-- {door?: terms, transfer?: terms} with terms {days: n | null, hoursBefore: n | null}, as modules/events/by-hand.ts reads it. A way
-- that is missing is not offered.
alter table event add column by_hand jsonb not null default '{}'
  constraint event_by_hand_object check (jsonb_typeof(by_hand) = 'object');

alter table payment
  -- Who said that the money is there.
  add column received_by uuid references users on delete set null,
  -- When the buyer was reminded of what is not there yet.
  add column reminded_at timestamptz,
  -- The platform never has this money, so it can neither fail at a provider nor go back through one.
  add constraint payment_by_hand_state check (provider not in ('door', 'transfer') or state in ('pending', 'succeeded', 'cancelled')),
  add constraint payment_by_hand_ref check (provider not in ('door', 'transfer') or ref is null);
-- What is promised and not there yet: lists, the door, reminders.
create index payment_promised_idx on payment (order_id) where state = 'pending' and provider in ('door', 'transfer');
