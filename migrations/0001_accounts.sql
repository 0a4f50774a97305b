-- People, their sessions, and the organizations they work for.
-- users, session, account, verification and jwks have the columns better-auth 1.7 asks for, under our names.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table users (
  id uuid primary key,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  administrator boolean not null default false,
  banned_at timestamptz,
  language text not null default 'en',
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (email = lower(email))
);
create unique index users_email_key on users (email);

create table session (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_user_id_idx on session (user_id);

create table account (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_user_id_idx on account (user_id);

create table verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier_idx on verification (identifier);

-- Keys that sign bearer tokens; the public halves are published as JWKS (RFC 7517).
create table jwks (
  id uuid primary key,
  public_key text not null,
  private_key text not null,
  alg text,
  crv text,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);

create table organization (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  summary text not null default '',
  time_zone text not null default 'UTC',
  -- Made with the account of an organizer who registered through a compat client; takes their later events.
  personal boolean not null default false,
  created_at timestamptz not null default now()
);

create table membership (
  organization_id uuid not null references organization on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'manager', 'editor', 'finance', 'moderator', 'check-in')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index membership_user_id_idx on membership (user_id);
