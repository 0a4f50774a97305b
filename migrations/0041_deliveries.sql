-- One notification for each fact and person, and a delivery for each channel it goes out by.

alter table notification
  -- Email address it is for, also of people who have no account; empty where none is known.
  add column email text,
  -- Whether it is in the person's list.
  add column in_app boolean not null default true,
  -- For channels with little room, where title and message are too much.
  add column short text,
  -- Path in the application that it leads to, without secrets.
  add column url text,
  add column language text not null default 'en',
  -- From then on it comes too late to be worth telling.
  add column until timestamptz,
  -- The way out it is told by alone, beside the list; without one, every way that the person takes.
  add column only_by text,
  -- The job that told it, which is run again for what is still owed; `about` is what its letters need to know of this person.
  add column task text,
  add column payload jsonb,
  add column about jsonb;
update notification set in_app = channel = 'in_app', email = case when channel = 'email' then address end;

-- A mail that a job still tried to send is told by that job anew, letter and all; its tries are over within a day.
delete from notification where channel = 'email' and state = 'queued' and created_at > now() - interval '2 days'
  and kind not in ('event_moved', 'event_cancelled', 'event_stopped', 'message');
-- These had jobs of a form that is no more, and say all they have to say in their own words. Whatever else was queued had been given up.
update notification n set until = created_at + interval '2 days',
  language = coalesce((select language from users where id = n.user_id), n.language)
where channel = 'email' and state = 'queued' and created_at > now() - interval '2 days';
delete from outbox where fact in ('holder.listed', 'notification.queued');
do $$ begin
  -- The tables of the job runner come after ours, so that a new database has none yet.
  if to_regclass('graphile_worker._private_jobs') is not null then
    delete from graphile_worker._private_jobs where task_id in (
      select id from graphile_worker._private_tasks where identifier in ('notifications.tell_holder', 'notifications.deliver'));
  end if;
end $$;

create table delivery (
  id uuid primary key,
  notification_id uuid not null references notification on delete cascade,
  channel text not null check (channel in ('email', 'sms', 'push')),
  -- Email address or phone number; of push the person's id, as their devices come and go.
  address text not null,
  -- sent: the provider took it. delivered: the provider says that it arrived. dropped: not worth sending, or not wanted, any more.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'delivered', 'failed', 'dropped')),
  attempts integer not null default 0 check (attempts >= 0),
  -- What the provider calls it; of mail the Message-ID (RFC 5322), the same on every try.
  provider_id text,
  error text,
  -- Not to be sent earlier, as in somebody's quiet hours.
  not_before timestamptz,
  -- When somebody looks after it if it is waiting or being sent: nothing is left to one job alone.
  due_at timestamptz not null,
  -- The job that sends it just now.
  claimed_by text,
  last_try_at timestamptz,
  sent_at timestamptz,
  unique (notification_id, channel),
  check ((state in ('sent', 'delivered')) <= (sent_at is not null)),
  check ((state = 'sending') <= (attempts > 0))
);
insert into delivery (id, notification_id, channel, address, state, attempts, provider_id, error, due_at, sent_at)
select id, id, channel, coalesce(address, ''),
  case when state <> 'queued' then state when until is null then 'failed' else 'waiting' end,
  case state when 'queued' then 0 else 1 end, message_id, case when state = 'queued' and until is null then 'given up' end,
  now() + interval '1 hour', case state when 'sent' then coalesce(sent_at, created_at) end
from notification where channel <> 'in_app';
create index delivery_due_idx on delivery (due_at) where state in ('waiting', 'sending');
create index delivery_failed_idx on delivery (id desc) where state = 'failed';
create index delivery_address_idx on delivery (channel, address, id desc);
create index delivery_provider_id_idx on delivery (provider_id) where provider_id is not null;

drop index notification_address_idx, notification_guest_idx, notification_user_id_idx;
alter table notification drop column channel, drop column address, drop column state, drop column message_id, drop column sent_at;
create index notification_user_id_idx on notification (user_id, id desc) where in_app;
create index notification_unread_idx on notification (user_id) where in_app and read_at is null;
create index notification_user_kind_idx on notification (user_id, kind, created_at);
-- Mails of one kind to one address, counted before another is sent.
create index notification_email_idx on notification (email, kind, created_at) where email is not null;

-- What somebody chose to be told, and how; where there is no row, what is usual for the topic holds. Either of an account or of an address.
create table notification_choice (
  id uuid primary key,
  user_id uuid references users on delete cascade,
  email text,
  topic text not null,
  channel text not null check (channel in ('in_app', 'email', 'sms', 'push')),
  allowed boolean not null,
  chosen_at timestamptz not null default now(),
  check ((user_id is null) <> (email is null))
);
create unique index notification_choice_user_key on notification_choice (user_id, topic, channel) where user_id is not null;
create unique index notification_choice_email_key on notification_choice (email, topic, channel) where email is not null;

-- Hours of the day, in the person's own zone, in which what can wait does; from after to goes over midnight.
create table quiet_hours (
  user_id uuid primary key references users on delete cascade,
  starts time not null,
  ends time not null,
  check (starts <> ends)
);

-- Each time somebody gave or took back their consent to offers; never changed. The last one holds.
create table marketing_consent (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  given boolean not null,
  -- Where it was said, and which version of the sentence was read.
  how text not null check (how in ('account', 'unsubscribe')),
  text_version integer not null,
  at timestamptz not null
);
create index marketing_consent_user_id_idx on marketing_consent (user_id, at desc, id desc);

-- Addresses that nothing is sent to any more: they do not exist, or their owners do not want it.
create table suppressed_address (
  channel text not null check (channel in ('email', 'sms')),
  address text not null,
  reason text not null check (reason in ('bounced', 'complained', 'stopped', 'unreachable')),
  at timestamptz not null,
  primary key (channel, address)
);
