-- Events in people's calendars.

-- What a holder's calendar was told last of an event; the id is the UID of the entry for ever.
create table calendar_invitation (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  email text not null constraint calendar_invitation_email_check check (email = lower(email)),
  -- Whether they hold a ticket of an event that is on.
  invited boolean not null,
  -- RFC 5545 SEQUENCE of what was told, and that of the event it was made from.
  sequence integer not null constraint calendar_invitation_sequence_check check (sequence >= 0),
  event_sequence integer not null,
  constraint calendar_invitation_holder_key unique (event_id, email)
);
create index calendar_invitation_email_idx on calendar_invitation (email);

-- A calendar replaces what it has by what has a higher number: one that fell would never be heard again.
create function refuse_lower_sequence() returns trigger language plpgsql as $$
begin
  raise exception 'the sequence of an invitation never falls' using errcode = 'check_violation';
end $$;
create trigger calendar_invitation_sequence_rises before update on calendar_invitation
  for each row when (new.sequence < old.sequence) execute function refuse_lower_sequence();

-- The secret address under which somebody's calendar program finds what they have tickets for, and what they put on.
create table calendar_feed (
  user_id uuid primary key references users on delete cascade,
  -- What the secret is derived from: another one with each new address.
  id uuid not null unique,
  secret_hash text not null constraint calendar_feed_secret_hash_key unique,
  made_at timestamptz not null
);

-- Feeds show what is called off, too.
create index event_cancelled_starts_at_idx on event (starts_at, id, ends_at) where state = 'cancelled' and visibility = 'public';
