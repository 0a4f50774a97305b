-- What people tell of themselves, and ways to pay that providers keep for them.

-- Beyond the name: for its owner alone to read, but for the photo. Year of birth and gender are there to be counted, never to be shown of one person.
create table profile (
  user_id uuid primary key references users on delete cascade,
  photo_key text references stored_file (key) on delete set null,
  -- E.164.
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  city text,
  -- ISO 3166-1 alpha-2.
  country text check (country ~ '^[A-Z]{2}$'),
  birth_year integer check (birth_year >= 1900),
  gender text check (gender in ('woman', 'man', 'nonbinary', 'other')),
  -- Categories of events.
  interests text[] not null default '{}',
  updated_at timestamptz not null default now()
);
create index profile_photo_key_idx on profile (photo_key) where photo_key is not null;

-- Somebody as a payment provider knows them, who keeps their cards there. Nobody is deleted who is still known to one.
create table payment_customer (
  user_id uuid not null references users on delete restrict,
  provider text not null,
  -- The provider's own name for them.
  ref text not null,
  created_at timestamptz not null default now(),
  primary key (user_id, provider),
  unique (provider, ref)
);

-- The cards that the sandbox makes believe to keep.
create table sandbox_card (
  ref text primary key,
  customer text not null,
  brand text not null,
  last4 text not null,
  expires_year integer not null,
  expires_month integer not null,
  -- Its bank asks each time whether it is its customer who pays.
  challenges boolean not null,
  preferred boolean not null default false,
  created_at timestamptz not null default now()
);
create index sandbox_card_customer_idx on sandbox_card (customer, created_at);
-- For whom the sandbox keeps the card that a payment is made with.
alter table sandbox_payment add column keep_for text;
