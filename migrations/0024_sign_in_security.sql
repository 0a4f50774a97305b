-- Second factors, passkeys, what a browser was asked and has yet to answer, and counts of guesses.

-- When somebody last showed, in this session, that it is them; null in a session that cannot (an administrator who acts as somebody).
alter table session add column confirmed_at timestamptz default now();
update session set confirmed_at = created_at;

-- A code generator (TOTP, RFC 6238).
create table second_factor (
  user_id uuid primary key references users on delete cascade,
  -- The shared secret, sealed (AES-256-GCM) with a key that follows from the application's secret.
  secret text not null,
  -- Null until the first right code: before that nobody is asked for one.
  turned_on_at timestamptz,
  -- The time step of the last code taken: each is good once (RFC 6238 §5.2).
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

-- Codes for the day the generator is lost. Gone when used. 120 random bits, so their SHA-256 needs no salt.
create table recovery_code (
  user_id uuid not null references second_factor on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);

-- A public key of a device or password manager (WebAuthn level 3).
create table passkey (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  -- As the authenticator names it, base64url.
  credential_id text not null unique,
  -- COSE (RFC 9052), base64url.
  public_key text not null,
  -- How often it signed, where it counts; one that goes back is a copy.
  counter bigint not null default 0,
  transports jsonb not null default '[]',
  name text not null,
  -- Whether it is kept beyond the one device.
  synced boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_user_id_idx on passkey (user_id, id);

-- What was asked and is not answered yet: the second factor of a sign-in, or a passkey's signature. Good once.
create table sign_in_challenge (
  -- SHA-256 of what the browser brings back.
  hash text primary key,
  purpose text not null check (purpose in ('second-factor', 'sign-in', 'confirmation', 'registration')),
  -- Null while nobody has said who they are.
  user_id uuid references users on delete cascade,
  tries integer not null default 0,
  expires_at timestamptz not null,
  check ((purpose = 'sign-in') = (user_id is null))
);
create index sign_in_challenge_expires_at_idx on sign_in_challenge (expires_at);

-- How often somebody guessed at one thing since a moment. Losing it in a crash does no harm.
create unlogged table guess (
  -- What is guessed at: a purpose, and the hash of whose.
  target text primary key,
  count integer not null,
  since timestamptz not null
);
