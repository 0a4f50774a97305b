-- The door.

create table scan (
  -- Made up by the scanner, so that sending a scan again is harmless.
  nonce uuid primary key,
  event_id uuid not null references event on delete cascade,
  -- Null when the code was of no ticket of this event.
  ticket_id uuid references ticket on delete cascade,
  door text not null default '',
  result text not null check (result in ('admitted', 'already_in', 'refused')),
  reason text check (reason in ('unknown_code', 'wrong_event', 'event_cancelled', 'not_paid', 'void', 'transferred')),
  -- The scan that let the ticket in, when this one found it in already.
  earlier uuid references scan on delete set null,
  -- SHA-256 of what the scanner sent, to tell a repeat from another scan under the same nonce.
  content_hash text not null,
  -- When the scanner saw it.
  scanned_at timestamptz not null,
  received_at timestamptz not null default now(),
  scanned_by uuid references users on delete set null,
  undone_at timestamptz,
  undone_by uuid references users on delete set null,
  check ((result = 'refused') = (reason is not null)),
  check (result = 'refused' or ticket_id is not null)
);
create index scan_event_id_idx on scan (event_id, received_at desc);
create index scan_ticket_id_idx on scan (ticket_id);
-- A ticket is in once: the second scanner at the same moment meets this.
create unique index scan_admitted_key on scan (ticket_id) where result = 'admitted' and undone_at is null;
-- Who is in, counted and by door.
create index scan_in_idx on scan (event_id, door) where result = 'admitted' and undone_at is null;

-- How many may come.
create index ticket_valid_idx on ticket (event_id) where state = 'valid';
