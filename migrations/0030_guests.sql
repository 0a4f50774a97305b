-- Events for invited people alone, and who is invited to them.

alter table event drop constraint event_visibility_check;
alter table event add constraint event_visibility_check check (visibility in ('public', 'unlisted', 'invite-only'));
-- Their covers are not for everybody.
create index event_invite_only_cover_idx on event (cover_key) where visibility = 'invite-only';

-- Somebody who is invited to an event, by email. Whoever is invited into a team is in member_invitation.
create table event_guest (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  email text not null constraint event_guest_email_check check (email = lower(email)),
  name text not null,
  -- How many places they may have in all.
  places integer not null constraint event_guest_places_check check (places between 1 and 20),
  -- What the organizer writes to them.
  message text not null,
  state text not null default 'sent' constraint event_guest_state_check
    check (state in ('sent', 'opened', 'accepted', 'declined', 'revoked')),
  invited_by uuid references users on delete set null,
  invited_at timestamptz not null,
  -- How often it was mailed, and when last.
  mails integer not null default 1,
  mailed_at timestamptz not null,
  opened_at timestamptz,
  -- When it was accepted, declined or revoked.
  answered_at timestamptz,
  -- Whose it is beside the account with that email: the account or, by the hash of a secret, the browser that entered the code last.
  user_id uuid references users on delete set null,
  secret_hash text,
  -- The code that was mailed last is derived from this, and good once.
  code_asked uuid,
  code_expires_at timestamptz,
  code_tries integer not null default 0,
  -- How many codes were asked for in the day that began then.
  codes integer not null default 0,
  codes_since timestamptz,
  constraint event_guest_one_holder_check check (user_id is null or secret_hash is null),
  constraint event_guest_revoked_check check (state <> 'revoked' or (user_id is null and secret_hash is null and code_asked is null)),
  constraint event_guest_answered_check check ((state in ('sent', 'opened')) = (answered_at is null)),
  constraint event_guest_code_check check ((code_asked is null) = (code_expires_at is null))
);
create unique index event_guest_event_id_email_key on event_guest (event_id, email);
create index event_guest_event_id_idx on event_guest (event_id, id desc);
create index event_guest_email_idx on event_guest (email);
create index event_guest_user_id_idx on event_guest (user_id) where user_id is not null;
create unique index event_guest_secret_hash_key on event_guest (secret_hash) where secret_hash is not null;

-- Somebody who wants no more invitations of an organization.
create table unwanted_invitation (
  organization_id uuid not null references organization on delete cascade,
  email text not null constraint unwanted_invitation_email_check check (email = lower(email)),
  created_at timestamptz not null,
  primary key (organization_id, email)
);
create index unwanted_invitation_email_idx on unwanted_invitation (email);

-- By whose invitation it was ordered.
alter table "order" add column guest_id uuid references event_guest on delete set null;
create index order_guest_id_idx on "order" (guest_id) where guest_id is not null;
