-- What every module stands on: facts on their way to jobs, living workers, repeated requests, settings.

-- A fact (past tense) announced in the transaction that made it true; the relay turns each into jobs and deletes it.
create table outbox (
  id bigint generated always as identity primary key,
  fact text not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);

-- One row per running worker pool, renewed every few seconds; jobs locked by pools not seen here are freed.
create table worker_beat (
  id text primary key,
  beat_at timestamptz not null default now()
);

-- The first answer to each Idempotency-Key of a caller or browser; kept 24 hours. No reply yet means the first is in flight.
create table idempotency_key (
  scope text not null,
  key text not null,
  request_hash text not null,
  reply jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_key_created_at_idx on idempotency_key (created_at);

-- Settings an administrator may change; the environment gives their first values.
create table platform_setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- Files that people uploaded, by the hash of their bytes; the bytes are in object storage under the same key.
create table stored_file (
  key text primary key,
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  width integer,
  height integer,
  organization_id uuid references organization on delete cascade,
  created_at timestamptz not null default now()
);
