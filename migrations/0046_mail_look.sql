-- How an organization's mails look, and what it says in them itself.

create table mail_look (
  organization_id uuid primary key references organization on delete cascade,
  -- Name of a palette; null is each event's own colours.
  accent text,
  -- Where answers to its mails go; null is nowhere.
  reply_email text,
  -- A PNG of `stored_file`, and its size in pixels.
  logo_key text references stored_file (key) on delete set null,
  logo_width integer,
  logo_height integer
);
create index mail_look_reply_email_idx on mail_look (reply_email) where reply_email is not null;
create index mail_look_logo_key_idx on mail_look (logo_key) where logo_key is not null;

-- What an organization says in place of the usual words, with placeholders in braces. Without a subject the usual one stays.
create table mail_text (
  organization_id uuid not null references organization on delete cascade,
  kind text not null check (kind in ('confirmation', 'reminder', 'thanks')),
  language text not null check (language in ('en', 'de', 'hi')),
  subject text not null default '',
  text text not null check (text <> ''),
  primary key (organization_id, kind, language)
);
