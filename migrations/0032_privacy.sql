-- What people may ask for: their data, to be forgotten, and that two accounts of theirs become one.

alter table users
  -- When the account is erased, and when that was asked for; until then its owner may change their mind.
  add column erase_at timestamptz,
  add column erasure_asked_at timestamptz,
  -- Why an administrator asked for it; for administrators, and gone with the rest.
  add column erasure_reason text not null default '',
  -- From then on the row says nothing of anybody, or just the name where it ended in another account. It stays for what refers to it, and is banned, so
  -- that no way in is left.
  add column erased_at timestamptz,
  -- The account that took over what this one had.
  add column merged_into uuid references users on delete set null,
  add constraint users_erase_at_check check ((erase_at is null) = (erasure_asked_at is null)),
  add constraint users_erased_check check (
    erased_at is null or banned_at is not null and email = id || '@erased.invalid'),
  add constraint users_merged_check check (merged_into is null or erased_at is not null);
create index users_erase_at_idx on users (erase_at) where erase_at is not null;
create index users_erased_at_idx on users (erased_at) where erased_at is not null;
create index users_merged_into_idx on users (merged_into) where merged_into is not null;

-- Somebody's data as a file to take away. The archive is in object storage under a key that follows from the id.
create table data_export (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  state text not null default 'asked'
    constraint data_export_state_check check (state in ('asked', 'ready', 'failed', 'gone')),
  -- Of the file that says what is in it.
  language text not null,
  -- Files of the archive that are written, and that will be.
  written integer not null default 0,
  files integer,
  bytes bigint,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  constraint data_export_ready_check check (state <> 'ready' or num_nulls(bytes, ready_at, expires_at) = 0)
);
-- One at a time.
create unique index data_export_asked_key on data_export (user_id) where state = 'asked';
create index data_export_user_id_idx on data_export (user_id, id desc);
create index data_export_state_idx on data_export (state, asked_at) where state in ('asked', 'ready');

-- An invoice stays as it was issued; its buyer alone may go, and not before the shortest time that the law lets a business keep it.
create function refuse_invoice_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.issued_at < now() - interval '6 years'
    and new.content - 'buyer' = old.content - 'buyer' and to_jsonb(new) - 'content' = to_jsonb(old) - 'content' then
    return new;
  end if;
  raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
end
$$;
drop trigger invoice_is_kept on invoice;
create trigger invoice_is_kept before update or delete on invoice for each row execute function refuse_invoice_change();

-- What is looked up by these when somebody's data is gathered or erased.
create index act_impersonator_id_idx on act (impersonator_id, id) where impersonator_id is not null;
create index notification_guest_idx on notification (address) where user_id is null and address is not null;

-- Acts stay what they are; of somebody who is being erased goes from where they acted.
create or replace function refuse_to_rewrite_acts() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.ip_address is null and new.user_agent is null
    and to_jsonb(new) - '{ip_address,user_agent}'::text[] = to_jsonb(old) - '{ip_address,user_agent}'::text[]
    and exists (
      select from users where id = coalesce(old.impersonator_id, old.user_id) and erase_at is not null and banned_at is not null) then
    return new;
  end if;
  raise exception 'acts are never changed or deleted' using errcode = 'restrict_violation';
end $$;
