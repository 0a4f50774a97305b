-- Whom a provider says somebody is who has yet to show their second factor: linked to the account when they have.
alter table sign_in_challenge
  add column provider_id text,
  add column account_id text,
  add check ((provider_id is null) = (account_id is null)),
  add check (provider_id is null or purpose = 'second-factor');

-- What somebody has signed in with: browser and system, as far as they say. A new one is told by mail.
create table known_device (
  user_id uuid not null references users on delete cascade,
  browser text not null,
  system text not null,
  last_used_at timestamptz not null default now(),
  primary key (user_id, browser, system)
);
create index known_device_last_used_at_idx on known_device (last_used_at);
