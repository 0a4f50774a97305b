-- Holds, orders and tickets.

create table "order" (
  id uuid primary key,
  event_id uuid not null references event on delete restrict,
  organization_id uuid not null references organization on delete restrict,
  -- What people read out: eight letters and digits, unique everywhere.
  code text not null unique,
  state text not null check (state in ('held', 'awaiting_payment', 'paid', 'cancelled', 'expired')),
  user_id uuid references users on delete set null,
  -- The browser that holds it, for guests.
  browser_id text,
  -- SHA-256 of the secret in the buyer's link.
  secret_hash text not null unique,
  name text,
  email text check (email = lower(email)),
  -- [{name, email}] by position of the ticket to come; null where the buyer's serve.
  attendees jsonb not null default '[]',
  language text not null default 'en',
  currency text not null,
  -- Minor units; the price held is the price paid.
  total bigint not null check (total >= 0),
  -- A hold lives by comparison with this, not by a job. Null when an order needs no deadline.
  expires_at timestamptz,
  paid_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  check (state not in ('awaiting_payment', 'paid') or (name is not null and email is not null)),
  check ((state = 'paid') = (paid_at is not null and cancelled_at is null))
);
create index order_event_id_idx on "order" (event_id, created_at desc, id desc);
create index order_user_id_idx on "order" (user_id) where user_id is not null;
create index order_email_idx on "order" (email) where email is not null;
create index order_lapse_idx on "order" (expires_at) where state in ('held', 'awaiting_payment');
create index order_browser_id_idx on "order" (browser_id) where state in ('held', 'awaiting_payment');

create table order_line (
  id uuid primary key,
  order_id uuid not null references "order" on delete cascade,
  ticket_type_id uuid not null references ticket_type on delete restrict,
  quantity integer not null check (quantity between 1 and 100),
  -- Minor units each, at the moment of the hold.
  unit_price bigint not null check (unit_price >= 0),
  total bigint not null check (total >= 0),
  -- How the price came about, as the pricing function tells it.
  explanation jsonb not null default '[]',
  unique (order_id, ticket_type_id)
);
create index order_line_ticket_type_id_idx on order_line (ticket_type_id);

create table ticket (
  id uuid primary key,
  order_id uuid not null references "order" on delete restrict,
  order_line_id uuid not null references order_line on delete restrict,
  event_id uuid not null references event on delete restrict,
  ticket_type_id uuid not null references ticket_type on delete restrict,
  state text not null default 'valid' check (state in ('valid', 'void', 'transferred')),
  -- What the QR says: 128 random bits and an Ed25519 signature over them, the event and the version.
  code text not null unique,
  -- The first 60 random bits, for typing.
  short_code text not null,
  version integer not null default 1,
  -- Its place among the tickets of its order, from 1.
  position integer not null,
  attendee_name text not null,
  attendee_email text not null check (attendee_email = lower(attendee_email)),
  created_at timestamptz not null default now(),
  unique (event_id, short_code),
  unique (order_id, position)
);
-- The list of attendees, by name.
create index ticket_attendee_name_idx on ticket (event_id, lower(attendee_name), id);
create index ticket_attendee_email_idx on ticket (attendee_email);

-- Links sent by "find my tickets": the secret opens every order of the email until it expires.
create table ticket_link (
  secret_hash text primary key,
  email text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
