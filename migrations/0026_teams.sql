-- Teams: how people come into an organization and how it changes hands, and organizations that host an event together.

-- Somebody asked by email to work for an organization. The link in the mail is no key: whoever accepts is signed in with that address confirmed.
create table member_invitation (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  email text not null constraint member_invitation_email_check check (email = lower(email)),
  role text not null constraint member_invitation_role_check
    check (role in ('owner', 'manager', 'editor', 'finance', 'moderator', 'check-in')),
  -- Of the mail, unless the address has an account with a language of its own.
  language text not null,
  invited_by uuid references users on delete set null,
  -- An invitation lives by comparison with expires_at; one that lapsed is marked when the address is invited again.
  state text not null default 'sent' constraint member_invitation_state_check
    check (state in ('sent', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- How often it was mailed, and when last.
  mails integer not null default 1,
  mailed_at timestamptz not null,
  answered_at timestamptz,
  accepted_by uuid references users on delete set null,
  constraint member_invitation_answered_check check ((state = 'sent') = (answered_at is null))
);
create unique index member_invitation_open_key on member_invitation (organization_id, email) where state = 'sent';
create index member_invitation_organization_id_idx on member_invitation (organization_id, id);
create index member_invitation_email_idx on member_invitation (email) where state = 'sent';

-- An organization that its owner wants to hand over to another member.
create table ownership_offer (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  from_user_id uuid not null references users on delete cascade,
  to_user_id uuid not null references users on delete cascade,
  state text not null default 'offered' constraint ownership_offer_state_check
    check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  answered_at timestamptz,
  constraint ownership_offer_two_people_check check (from_user_id <> to_user_id),
  constraint ownership_offer_answered_check check ((state = 'offered') = (answered_at is null))
);
create unique index ownership_offer_open_key on ownership_offer (organization_id) where state = 'offered';

-- Whoever takes an owner away waits here for others who do the same, and then looks.
create function organization_keeps_an_owner() returns trigger language plpgsql as $$
begin
  perform from organization where id = old.organization_id for no key update;
  if found and not exists (select from membership where organization_id = old.organization_id and role = 'owner') then
    raise exception 'organization % would have no owner', old.organization_id
      using errcode = 'check_violation', constraint = 'organization_keeps_an_owner';
  end if;
  return null;
end $$;
create constraint trigger organization_keeps_an_owner after update or delete on membership
  deferrable initially deferred for each row when (old.role = 'owner') execute function organization_keeps_an_owner();

-- Another organization that hosts an event together with the one it belongs to, once it accepted.
create table event_cohost (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  -- The most that its members may do there.
  role text not null constraint event_cohost_role_check check (role in ('manager', 'editor', 'moderator', 'check-in')),
  state text not null default 'invited' constraint event_cohost_state_check
    check (state in ('invited', 'accepted', 'declined', 'ended')),
  invited_by uuid references users on delete set null,
  created_at timestamptz not null,
  answered_at timestamptz,
  constraint event_cohost_answered_check check ((state = 'invited') = (answered_at is null))
);
create unique index event_cohost_open_key on event_cohost (event_id, organization_id) where state in ('invited', 'accepted');
create index event_cohost_organization_id_idx on event_cohost (organization_id, id) where state in ('invited', 'accepted');
