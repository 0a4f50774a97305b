-- Open sockets have to know when somebody may see less than before, however that came about: a session ended, by whatever way, or
-- a role was taken or changed (docs/decisions/0029).
create function tell_access_changed() returns trigger language plpgsql as $$
begin
  insert into outbox (fact, payload)
  select distinct 'access.changed', jsonb_build_object('userId', user_id) from before;
  return null;
end $$;

create trigger session_ended after delete on session
  referencing old table as before for each statement execute function tell_access_changed();
create trigger membership_ended after delete on membership
  referencing old table as before for each statement execute function tell_access_changed();
create trigger membership_changed after update on membership
  referencing old table as before for each statement execute function tell_access_changed();
