-- What people write to organizers, and what they report to administrators.

-- A message about an event, and its organizer's answer. Both go by mail that shows no address.
create table event_message (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  user_id uuid not null references users on delete cascade,
  message text not null,
  written_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid references users on delete set null,
  constraint event_message_answered_check check ((answer is null) = (answered_at is null))
);
create index event_message_event_id_idx on event_message (event_id, id desc);
create index event_message_user_id_idx on event_message (user_id, written_at);

-- Somebody's report that an event should not be there.
create table event_report (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  user_id uuid not null references users on delete cascade,
  reason text not null constraint event_report_reason_check
    check (reason in ('fraud', 'illegal', 'harmful', 'misleading', 'other')),
  details text not null,
  state text not null default 'open' constraint event_report_state_check check (state in ('open', 'closed')),
  reported_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid references users on delete set null,
  constraint event_report_closed_check check ((state = 'closed') = (closed_at is not null))
);
-- Reporting the same event again, while nobody has looked, changes nothing.
create unique index event_report_open_key on event_report (event_id, user_id) where state = 'open';
create index event_report_state_idx on event_report (state, id desc);
create index event_report_user_id_idx on event_report (user_id, reported_at);
