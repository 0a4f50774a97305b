-- What organizers write to everybody who has a ticket, and the reminders of events that are on sale already.

create table announcement (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  subject text not null constraint announcement_subject_check check (length(subject) between 1 and 200),
  -- Markdown.
  text text not null constraint announcement_text_check check (length(text) between 1 and 10000),
  -- {ticketTypeIds?: [id], checkedIn?: 'yes' | 'no', orderedFrom?: date, orderedUntil?: date}: whom it is for, all where nothing is said.
  -- Dates are days in the event's zone, the last one included.
  audience jsonb not null default '{}',
  state text not null default 'draft' constraint announcement_state_check
    check (state in ('draft', 'scheduled', 'sending', 'sent', 'stopped')),
  -- When it is to be sent, or was.
  send_at timestamptz,
  -- From when on it was sent: who had a ticket then is told.
  begun_at timestamptz,
  sent_at timestamptz,
  -- How many it was sent to, once all are written down.
  people integer,
  -- Why it was not sent when its time came, or not to everybody.
  stopped_for text constraint announcement_stopped_for_check check (stopped_for in ('event', 'organization')),
  written_by uuid references users on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint announcement_send_at_check check ((state = 'draft') = (send_at is null)),
  -- One that was stopped may have begun.
  constraint announcement_begun_at_check check (state = 'stopped' or (state in ('sending', 'sent')) = (begun_at is not null)),
  constraint announcement_sent_at_check check (case when state = 'sent' then sent_at is not null and people is not null else sent_at is null and people is null end),
  constraint announcement_stopped_check check ((state = 'stopped') = (stopped_for is not null))
);
create index announcement_event_id_idx on announcement (event_id, id desc);
create index announcement_sending_idx on announcement (id) where state = 'sending';
create index announcement_written_by_idx on announcement (written_by) where written_by is not null;

-- The notifications of one announcement, for its report: "announcement:<id>:<address>" is told once.
create index notification_announcement_idx on notification (split_part(once, ':', 2)) where kind = 'announcement';

-- Whoever has a ticket already is reminded as well.
insert into outbox (fact, payload)
select 'event.changed', jsonb_build_object('eventId', id) from event
where state = 'published' and ends_at > now() - interval '1 day';
