-- Approval of events, bans of people, organizations that are taken off sale.

-- One time an event was handed in, and what an administrator said to it.
create table event_submission (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  submitted_at timestamptz not null,
  -- What people would see of it, by field: first as it was handed in, then as it was approved or last looked through.
  shown jsonb not null,
  -- None while it waits.
  outcome text check (outcome in ('approved', 'returned', 'withdrawn')),
  decided_at timestamptz,
  -- Why it was sent back, and what its organizer answers.
  reason text not null default '',
  answer text not null default '',
  check ((outcome is null) = (decided_at is null)),
  check ((outcome is not distinct from 'returned') = (reason <> '')),
  check (reason <> '' or answer = '')
);
create unique index event_submission_open_key on event_submission (event_id) where outcome is null;
create index event_submission_event_id_idx on event_submission (event_id, id desc);

-- What waits already was handed in before there were reasons; what it looked like then is not known.
insert into event_submission (id, event_id, submitted_at, shown)
select gen_random_uuid(), id, coalesce(submitted_at, updated_at), '{}' from event where state = 'waiting';

-- Why somebody is banned; for administrators.
alter table users add column ban_reason text not null default '';
create index users_text_idx on users using gin ((name || ' ' || email) gin_trgm_ops);

-- While it is set nothing of the organization is sold or newly published; tickets stay good.
alter table organization add column suspended_at timestamptz;
alter table organization add column suspension_reason text not null default '';
-- Set when it came of the ban of its last owner: whoever lifts the ban puts it back on sale.
alter table organization add column suspended_with uuid references users on delete set null;
create index organization_suspended_idx on organization (suspended_at) where suspended_at is not null;
create index organization_text_idx on organization using gin ((name || ' ' || slug) gin_trgm_ops);
