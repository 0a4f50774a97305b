-- Payments as their providers tell them.

create table payment (
  id uuid primary key,
  order_id uuid not null references "order" on delete restrict,
  provider text not null,
  -- The provider's own name for it.
  ref text,
  -- `stranded`: the money came, but its order could not be paid any more; it is on its way back.
  state text not null default 'pending'
    check (state in ('pending', 'succeeded', 'failed', 'cancelled', 'stranded', 'refunded')),
  amount bigint not null check (amount > 0),
  currency text not null,
  -- Why it failed, as a code of the provider.
  failure text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  -- When the provider was last asked about it by reconciliation.
  asked_at timestamptz,
  unique (provider, ref)
);
create index payment_order_id_idx on payment (order_id);
create index payment_pending_idx on payment (coalesce(asked_at, created_at)) where state = 'pending';
-- An order is paid once.
create unique index payment_order_succeeded_key on payment (order_id) where state = 'succeeded';

-- Webhooks as they came, once each; a job asks the provider for the truth.
create table provider_event (
  provider text not null,
  event_id text not null,
  ref text not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  primary key (provider, event_id)
);

-- The sandbox provider's own books: it stands for the outside world and knows nothing of orders.
create table sandbox_payment (
  ref text primary key,
  amount bigint not null,
  currency text not null,
  label text not null,
  return_url text not null,
  cancel_url text not null,
  state text not null default 'open' check (state in ('open', 'paid', 'declined', 'cancelled', 'refunded')),
  created_at timestamptz not null default now()
);
