-- Who did what: a row for each act of a person that others may have to answer for, written in the transaction that did it.

create table act (
  id uuid primary key,
  at timestamptz not null default now(),
  -- One of the words of src/acts.ts, such as 'event.published'.
  kind text not null,
  -- No references: a row outlives what it tells of. Null for what the platform did by itself.
  user_id uuid,
  -- The administrator who acted as that person.
  impersonator_id uuid,
  organization_id uuid,
  event_id uuid,
  -- What it was done to, when that is neither the organization nor the event: an order, a ticket type, a person.
  subject_id uuid,
  -- What changed, field by field, without names or addresses of people.
  before jsonb,
  after jsonb,
  ip_address text,
  user_agent text,
  request_id text
);
create index act_at_idx on act (at desc, id desc);
create index act_event_id_idx on act (event_id, id desc) where event_id is not null;
create index act_organization_id_idx on act (organization_id, id desc) where organization_id is not null;
create index act_user_id_idx on act (user_id, id desc);

-- A session in which an administrator acts as somebody else.
alter table session add column impersonated_by uuid references users on delete cascade;

-- Append-only, also for whoever has the application's own connection.
create function refuse_to_rewrite_acts() returns trigger language plpgsql as $$
begin
  raise exception 'acts are never changed or deleted' using errcode = 'restrict_violation';
end $$;
create trigger act_is_append_only before update or delete on act
  for each row execute function refuse_to_rewrite_acts();
create trigger act_is_never_emptied before truncate on act
  for each statement execute function refuse_to_rewrite_acts();
