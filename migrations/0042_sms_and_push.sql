-- Telling people by SMS and by web push.

-- When the phone was proven by a code. SMS go to a proven phone alone, and another number has to be proven anew.
alter table profile
  add column phone_verified_at timestamptz,
  add constraint profile_phone_verified_check check (phone_verified_at is null or phone is not null);

-- Codes that were asked for to prove a phone, for a day: the newest of a person counts, and all of them are counted. The code itself follows from the
-- id and the application's secret.
create table phone_code (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- Codes that were taken for it, right or wrong.
  tries integer not null default 0,
  -- When sending it began: whoever tries again asks the provider first.
  tried_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index phone_code_user_id_idx on phone_code (user_id, created_at desc);
create index phone_code_phone_idx on phone_code (phone, created_at);
create index phone_code_created_at_idx on phone_code (created_at);

-- A device that takes push messages (RFC 8030): what its browser gave when it subscribed. It ends with the session it was made in.
create table push_subscription (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  session_id uuid not null unique references session on delete cascade,
  -- Where the push service takes messages for it; whoever knows it and the keys may send some.
  endpoint text not null unique check (length(endpoint) <= 1000),
  -- Its public key and its authentication secret (RFC 8291 §2), base64url.
  p256dh text not null,
  auth text not null,
  user_agent text not null default '',
  created_at timestamptz not null default now()
);
create index push_subscription_user_id_idx on push_subscription (user_id);

-- SMS of a development installation, as they would have gone out; `id` is the sending's, so that a repeat is there once.
create table mailbox_sms (
  id uuid primary key,
  recipient text not null,
  text text not null,
  segments integer not null,
  created_at timestamptz not null default now()
);
create index mailbox_sms_created_at_idx on mailbox_sms (created_at desc);
create index mailbox_sms_recipient_idx on mailbox_sms (recipient);
