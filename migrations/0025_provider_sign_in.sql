-- Signing in by other providers: OpenID Connect and OAuth 2.0.

-- A person at a provider is linked to one account at most. A row with the provider `credential` is a password.
create unique index account_provider_id_account_id_key on account (provider_id, account_id);

-- A sign-in at another provider, from when a browser leaves for it until the session begins; kept an hour. Of the state and of the cookie that
-- binds it to the browser just hashes are kept; what proves it to the provider (PKCE, nonce) is derived from the state. No token is ever kept.
create table provider_sign_in (
  id uuid primary key,
  provider text not null,
  state_hash text not null unique,
  browser_hash text not null,
  -- Who links the provider to their account; null where somebody signs in.
  user_id uuid references users on delete cascade,
  -- The path of ours to go on to.
  next text not null,
  language text not null,
  time_zone text not null,
  expires_at timestamptz not null,
  -- When the provider's answer came; no second one is taken.
  returned_at timestamptz,
  -- Who it is, where the provider vouches for no email address: the person gives one, and a code that is mailed there proves it.
  account_id text,
  name text,
  email text,
  -- Names the asking that the code is derived from.
  asked uuid,
  tries integer not null default 0,
  finished_at timestamptz
);
create index provider_sign_in_browser_hash_idx on provider_sign_in (browser_hash);
create index provider_sign_in_expires_at_idx on provider_sign_in (expires_at);
