-- What is for sale, and how much of it there is.

-- A counted capacity: of the event, of one type, or shared by several. Every ticket type draws on a stock of its own and on
-- its event's `whole_event` stock, limited or not, so that what is taken is counted before a limit is set.
-- ticketing writes `capacity`; orders alone writes `held` and `sold`.
create table stock (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  -- The stock every ticket type of the event draws on.
  whole_event boolean not null default false,
  -- Null is without limit.
  capacity integer check (capacity >= 0),
  held integer not null default 0,
  sold integer not null default 0,
  check (held >= 0 and sold >= 0 and held + sold <= capacity)
);
create index stock_event_id_idx on stock (event_id);
create unique index stock_whole_event_key on stock (event_id) where whole_event;

create table ticket_type (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  name text not null,
  description text not null default '',
  -- Minor units of the event's currency; 0 is free.
  price bigint not null check (price >= 0 and price <= 9007199254740991),
  position integer not null default 0,
  sale_starts_at timestamptz,
  sale_ends_at timestamptz,
  minimum_per_order integer not null default 1 check (minimum_per_order >= 1),
  maximum_per_order integer not null default 10 check (maximum_per_order between 1 and 100),
  -- Over all orders of one person, or null for no limit.
  maximum_per_person integer check (maximum_per_person >= 1),
  -- Taken off sale by hand.
  on_sale boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (minimum_per_order <= maximum_per_order),
  check (sale_ends_at > sale_starts_at)
);
create index ticket_type_event_id_idx on ticket_type (event_id, position);

create table ticket_type_stock (
  ticket_type_id uuid not null references ticket_type on delete cascade,
  stock_id uuid not null references stock on delete cascade,
  primary key (ticket_type_id, stock_id)
);
create index ticket_type_stock_stock_id_idx on ticket_type_stock (stock_id);
