-- Invoices and credit notes.

-- How an organization signs its invoices, and the numbers it gave last. The row is made with the first need of it.
create table invoice_settings (
  organization_id uuid primary key references organization on delete cascade,
  legal_name text not null default '',
  legal_address text not null default '',
  tax_id text not null default '',
  prefix text not null default '',
  -- Raised in the transaction that issues, so that a number is never left out.
  invoices integer not null default 0,
  credit_notes integer not null default 0
);

-- What was issued, as it was issued.
create table invoice (
  id uuid primary key,
  organization_id uuid not null references organization on delete restrict,
  order_id uuid not null references "order" on delete restrict,
  kind text not null check (kind in ('invoice', 'credit_note')),
  -- Without gaps for each organization and kind, from 1.
  sequence integer not null check (sequence > 0),
  number text not null,
  refund_id uuid,
  language text not null,
  currency text not null,
  -- Minor units; those of a credit note are given back.
  total bigint not null check (total >= 0),
  tax bigint not null check (tax between 0 and total),
  -- Everything the document says.
  content jsonb not null,
  issued_at timestamptz not null,
  check ((kind = 'credit_note') = (refund_id is not null)),
  unique (organization_id, kind, sequence),
  unique (organization_id, number),
  unique (refund_id)
);
create unique index invoice_order_id_key on invoice (order_id) where kind = 'invoice';
create index invoice_order_id_idx on invoice (order_id);
create index invoice_organization_id_idx on invoice (organization_id, id desc);
create trigger invoice_is_kept before update or delete on invoice for each row execute function refuse_change();
