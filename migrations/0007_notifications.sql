-- What people are told.

-- One row per message to one person by one channel; `once` makes a retried job send it a single time.
create table notification (
  id uuid primary key,
  once text not null unique,
  kind text not null,
  channel text not null check (channel in ('email', 'in_app', 'sms')),
  user_id uuid references users on delete cascade,
  -- Email address or phone number; null in app.
  address text,
  event_id uuid references event on delete cascade,
  title text not null,
  message text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  -- Message-ID of the mail (RFC 5322), the same on every try.
  message_id text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  read_at timestamptz
);
create index notification_user_id_idx on notification (user_id, id desc);

-- The development mailbox: mails as they would have gone out (RFC 5322 source), and the parts they were made of, so that
-- showing one needs no parser.
create table mailbox_mail (
  id uuid primary key,
  message_id text not null unique,
  recipient text not null,
  subject text not null,
  source bytea not null,
  text text not null,
  html text not null,
  -- [{name, type, content}], the content in base64.
  attachments jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index mailbox_mail_created_at_idx on mailbox_mail (created_at desc);
