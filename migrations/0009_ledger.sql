-- Taxes, the platform's commission, and where every amount went.

-- Taxes an organization charges on tickets.
create table tax_rate (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  name text not null,
  -- Parts per 100,000 of the price without it: 19 % is 19000.
  rate integer not null check (rate between 0 and 100000),
  -- Whether prices contain it; otherwise it is added to them.
  inclusive boolean not null,
  created_at timestamptz not null default now()
);
create index tax_rate_organization_id_idx on tax_rate (organization_id, id);

alter table ticket_type add column tax_rate_id uuid references tax_rate on delete restrict;
create index ticket_type_tax_rate_id_idx on ticket_type (tax_rate_id) where tax_rate_id is not null;

-- Amounts in minor units, at the moment of the hold. `total` is what the buyer pays, with the fee and every tax in it; what the platform
-- earns of it is `commission`. The rest, without the tax, is the organizer's.
alter table "order"
  add column tax bigint not null default 0,
  add column fee bigint not null default 0,
  add column commission bigint not null default 0,
  add constraint order_parts_check check (tax >= 0 and fee >= 0 and commission >= 0 and tax + commission <= total);

-- The line's `total` has its tax in it, contained or added.
alter table order_line
  add column tax bigint not null default 0,
  add column tax_name text,
  add column tax_rate integer,
  add column tax_inclusive boolean,
  add constraint order_line_tax_check check (tax between 0 and total and num_nulls(tax_name, tax_rate, tax_inclusive) in (0, 3));

-- What of the platform's commission is different for an organization; null is as the platform has it.
alter table organization
  -- Parts per 100,000 of a ticket's price.
  add column commission_percent integer check (commission_percent between 0 and 100000),
  -- {currency: minor units for each ticket}; none in currencies it does not name.
  add column commission_fixed jsonb check (jsonb_typeof(commission_fixed) = 'object'),
  add column commission_paid_by text check (commission_paid_by in ('buyer', 'organizer'));

-- Money handed over to an organization.
create table payout (
  id uuid primary key,
  organization_id uuid not null references organization on delete restrict,
  state text not null default 'recorded' check (state in ('recorded', 'paid', 'cancelled')),
  amount bigint not null check (amount > 0),
  currency text not null,
  -- What the bank knows the transfer by.
  reference text not null default '',
  recorded_by uuid references users on delete set null,
  recorded_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'recorded') = (settled_at is null))
);
create index payout_organization_id_idx on payout (organization_id, id desc);

-- The ledger, in double entry. A journal is one thing that happened to money; its kind and what it is about make it happen once.
create table journal (
  id uuid primary key,
  kind text not null check (kind in (
    'sale', 'provider_fee', 'refund', 'refund_sent', 'stranded', 'stranded_returned',
    'payout', 'payout_paid', 'payout_cancelled')),
  organization_id uuid not null references organization on delete restrict,
  order_id uuid references "order" on delete restrict,
  payment_id uuid references payment on delete restrict,
  refund_id uuid,
  payout_id uuid references payout on delete restrict,
  at timestamptz not null,
  check (num_nonnulls(payment_id, refund_id, payout_id) = 1)
);
create unique index journal_payment_id_key on journal (payment_id, kind) where payment_id is not null;
create unique index journal_refund_id_key on journal (refund_id, kind) where refund_id is not null;
create unique index journal_payout_id_key on journal (payout_id, kind) where payout_id is not null;
create index journal_organization_id_idx on journal (organization_id, id desc);
create index journal_order_id_idx on journal (order_id);
create index journal_at_idx on journal (at);

-- Debits are positive, credits negative, in minor units.
create table entry (
  journal_id uuid not null references journal on delete restrict,
  account text not null check (account in (
    'buyer', 'provider_clearing', 'organizer_payable', 'platform_commission', 'tax_payable', 'provider_fee', 'discount',
    'payout_pending')),
  -- The journal's; no reference of its own, which would lock the organization's row once more for every entry.
  organization_id uuid not null,
  amount bigint not null check (amount <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (journal_id, account, currency)
);
-- Balances are sums; the index holds all they need.
create index entry_organization_id_idx on entry (organization_id, currency, account) include (amount);

create function entries_sum_to_zero() returns trigger language plpgsql as $$
begin
  if exists (select from entry where journal_id = new.journal_id group by currency having sum(amount) <> 0) then
    raise exception 'the entries of journal % do not sum to zero', new.journal_id using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger entries_sum_to_zero after insert on entry
  deferrable initially deferred for each row execute function entries_sum_to_zero();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger journal_is_kept before update or delete on journal for each row execute function refuse_change();
create trigger entry_is_kept before update or delete on entry for each row execute function refuse_change();
