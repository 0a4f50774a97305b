-- Keys by which programs act for an organization.
create table api_key (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  -- In whose name it acts: it may do no more than they may, and is over when they leave.
  made_by uuid not null references users on delete cascade,
  name text not null constraint api_key_name_check check (name <> ''),
  -- How it begins, to tell keys apart.
  start text not null,
  -- SHA-256 of the whole key, base64url. 256 random bits need no salt.
  secret_hash text not null constraint api_key_secret_hash_key unique,
  scopes text[] not null constraint api_key_scopes_check check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz,
  -- To the minute.
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_organization_id_idx on api_key (organization_id, id);
create index api_key_made_by_idx on api_key (made_by);

-- However somebody leaves a team, the keys they know are over, also when they come back.
create function end_api_keys_of_member() returns trigger language plpgsql as $$
begin
  update api_key set revoked_at = now()
  where organization_id = old.organization_id and made_by = old.user_id and revoked_at is null;
  return null;
end $$;
create trigger membership_ends_api_keys after delete or update of user_id, organization_id on membership
  for each row execute function end_api_keys_of_member();

-- The key by which a program did it, in the name of user_id.
alter table act add column api_key_id uuid;
