-- Money that goes back to buyers, and tickets that are given up with or without it.

create table refund (
  id uuid primary key,
  order_id uuid not null references "order" on delete cascade,
  -- The payment that it comes out of; null where there was nothing to pay.
  payment_id uuid references payment on delete cascade,
  organization_id uuid not null references organization on delete restrict,
  event_id uuid not null references event on delete restrict,
  kind text not null constraint refund_kind_check check (kind in ('buyer', 'organizer', 'event_cancelled')),
  -- `requested`: to be sent by a job. `pending`: the provider has it and is not done. `by_hand`: the organizer has the money and gives it back.
  state text not null
    constraint refund_state_check check (state in ('requested', 'pending', 'sent', 'failed', 'by_hand')),
  -- Minor units, with the part of the buyer's fee in it; `tax` is the part of it that is tax, `commission` what the platform gives up.
  amount bigint not null constraint refund_amount_check check (amount >= 0),
  tax bigint not null,
  fee bigint not null,
  commission bigint not null constraint refund_commission_check check (commission >= 0),
  currency text not null,
  reason text not null default '',
  requested_by uuid references users on delete set null,
  requested_at timestamptz not null,
  -- When the provider was last asked to send it.
  asked_at timestamptz,
  sent_at timestamptz,
  -- Why it failed, as a code of the provider.
  failure text,
  -- Whether the organizer gave it back, and not the provider.
  sent_by_hand boolean not null default false,
  constraint refund_parts_check check (tax >= 0 and fee >= 0 and tax + fee <= amount),
  constraint refund_sent_check check ((state = 'sent') = (sent_at is not null)),
  constraint refund_of_nothing_check check (amount > 0 or state = 'sent'),
  constraint refund_payment_check check (amount = 0 or payment_id is not null)
);
create index refund_order_id_idx on refund (order_id);
create index refund_event_id_idx on refund (event_id, id desc);
-- What is still to be done, for the chore that asks again and for whoever looks for trouble.
create index refund_unsent_idx on refund (requested_at) where state <> 'sent';

-- What of each ticket went back; minor units, `amount` without the fee. A ticket that cost nothing is there with zeros.
create table refund_line (
  refund_id uuid not null references refund on delete cascade,
  ticket_id uuid not null references ticket on delete cascade,
  amount bigint not null,
  tax bigint not null,
  fee bigint not null,
  commission bigint not null,
  primary key (refund_id, ticket_id),
  constraint refund_line_parts_check check (amount >= 0 and tax between 0 and amount and fee >= 0 and commission >= 0)
);
create index refund_line_ticket_id_idx on refund_line (ticket_id);

-- What of a payment went back or is to go back. Whatever is decided elsewhere, it is never more than was paid.
alter table payment
  add column refunded bigint not null default 0,
  add constraint payment_refunded_check check (refunded between 0 and amount);

alter table journal add constraint journal_refund_id_fkey foreign key (refund_id) references refund on delete restrict;
alter table invoice add constraint invoice_refund_id_fkey foreign key (refund_id) references refund on delete restrict;

-- What the sandbox gave back of its payments, each refund once.
create table sandbox_refund (
  refund_id text primary key,
  ref text not null references sandbox_payment on delete cascade,
  amount bigint not null check (amount > 0)
);
create index sandbox_refund_ref_idx on sandbox_refund (ref);
