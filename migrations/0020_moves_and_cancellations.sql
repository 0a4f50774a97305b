-- Events that take place at another time or somewhere else than they were sold for, and what is told of those that do not take place.

-- Each time a live event was moved: what it was and what it became, {startsAt, endsAt, timeZone, attendance, venue, address, city, country} as
-- modules/events/moves.ts writes it.
create table event_move (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  moved_at timestamptz not null,
  was jsonb not null,
  became jsonb not null
);
create index event_move_event_id_idx on event_move (event_id, id desc);

-- What its organizer said when the event was cancelled.
alter table event add column cancellation_message text not null default '';
