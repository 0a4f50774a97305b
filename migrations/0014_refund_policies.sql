-- What of a price goes back when somebody cannot come, by the event's policy, and for how long more of it after the event was moved.

-- {kind: 'none' | 'contact'} or {kind: 'steps', steps: [{secondsBefore, percent}], fee}, as modules/events/refund-policy.ts reads it. Events
-- that are there already promised nothing; new ones begin with all of it until a day before the start.
alter table event add column refund_policy jsonb not null default '{"kind": "contact"}'
  constraint event_refund_policy_kind check (refund_policy ->> 'kind' in ('none', 'contact', 'steps'));
alter table event alter column refund_policy
  set default '{"kind": "steps", "steps": [{"secondsBefore": 86400, "percent": 100}], "fee": true}';

-- The event's policy at the moment of the hold: it rules the order, whatever the event says later.
alter table "order" add column refund_policy jsonb not null default '{"kind": "contact"}';

-- For a while after an event was moved, orders paid before that may go back for at least so much.
create table refund_window (
  id uuid primary key,
  event_id uuid not null references event on delete cascade,
  -- The moment of the move: orders paid later were bought with their eyes open.
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  percent integer not null check (percent between 1 and 100),
  -- Whether the buyer's fee goes back in the same share.
  fee boolean not null,
  constraint refund_window_order check (closes_at > opens_at)
);
create index refund_window_event_id_idx on refund_window (event_id);
