-- Tickets that are passed on.

-- What the organizer allows: passing tickets on, renaming them, and both until so many hours before the start; null is
-- until the event is over.
alter table event
  add column transfers_allowed boolean not null default true,
  add column renames_allowed boolean not null default true,
  add column changes_close_hours integer
    constraint event_changes_close_hours_check check (changes_close_hours between 0 and 8760);

-- A ticket offered to somebody by email. Accepting it ends the ticket and makes a new one of the same place.
create table ticket_transfer (
  id uuid primary key,
  ticket_id uuid not null references ticket on delete cascade,
  -- Who held the ticket when it was offered.
  from_name text not null,
  from_email text not null constraint ticket_transfer_from_email_check check (from_email = lower(from_email)),
  to_email text not null constraint ticket_transfer_to_email_check check (to_email = lower(to_email)),
  -- What the receiver is called, as they say when they accept.
  to_name text,
  message text not null default '',
  -- Of the mails to the receiver: the sender's, until they accept in their own.
  language text not null,
  -- SHA-256 of the secret in the receiver's link, which opens the offer and then the new ticket.
  secret_hash text not null unique,
  -- An offer lives by comparison with expires_at; one that lapsed is marked when the ticket is offered again.
  state text not null default 'offered'
    constraint ticket_transfer_state_check check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  -- The account that accepted it, if there was one.
  accepted_by uuid references users on delete set null,
  new_ticket_id uuid constraint ticket_transfer_new_ticket_key unique references ticket on delete cascade,
  constraint ticket_transfer_answered_check check ((state = 'offered') = (answered_at is null)),
  constraint ticket_transfer_accepted_check
    check ((state = 'accepted') = (new_ticket_id is not null and to_name is not null))
);
create index ticket_transfer_ticket_id_idx on ticket_transfer (ticket_id, offered_at);
create index ticket_transfer_to_email_idx on ticket_transfer (to_email);
create index ticket_transfer_accepted_by_idx on ticket_transfer (accepted_by) where accepted_by is not null;
-- A ticket is offered to one person at a time.
create unique index ticket_transfer_open_key on ticket_transfer (ticket_id) where state = 'offered';

-- A place of an order has one ticket, beside those that were passed on. One index that holds all tickets, and not a partial
-- one, because it also finds the tickets of an order.
alter table ticket drop constraint ticket_order_id_position_key;
create unique index ticket_place_key on ticket (order_id, position, (case when state = 'transferred' then id end))
  nulls not distinct;
