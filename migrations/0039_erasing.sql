-- What erasing somebody looks up: it is asked for by everybody, also by people without an account, and reads no whole table.

-- What teams were told of a message; an expression, so that it is found under every collation.
create index notification_event_message_idx on notification (split_part(once, ':', 2)) where kind = 'event_message';
create index ticket_transfer_from_email_idx on ticket_transfer (from_email);
-- Addresses of those for whom somebody else orders. A hold has none, nor most purchases: their rows never enter it, and pay nothing for it. Where it is
-- used, its condition stands in the query.
create index order_attendees_idx on "order" using gin (attendees jsonb_path_ops) where attendees <> '[]';

-- An account that took over others is theirs directly, also where it took over one that had taken over another.
with recursive chain (id, last) as (
  select id, merged_into from users where merged_into is not null
  union
  select c.id, u.merged_into from chain c join users u on u.id = c.last where u.merged_into is not null
)
update users u set merged_into = c.last
from chain c join users l on l.id = c.last
where c.id = u.id and l.merged_into is null and u.merged_into <> c.last;

-- Acts stay what they are; of somebody who is being erased goes from where they acted, also by accounts that have ended in theirs.
create or replace function refuse_to_rewrite_acts() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.ip_address is null and new.user_agent is null
    and to_jsonb(new) - '{ip_address,user_agent}'::text[] = to_jsonb(old) - '{ip_address,user_agent}'::text[]
    and exists (
      select from users u join users e on e.id in (u.id, u.merged_into)
      where u.id = coalesce(old.impersonator_id, old.user_id) and e.erase_at is not null and e.banned_at is not null) then
    return new;
  end if;
  raise exception 'acts are never changed or deleted' using errcode = 'restrict_violation';
end $$;
