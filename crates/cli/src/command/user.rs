use std::io;

use clap::{Args, Subcommand, ValueEnum};
use server::{
    auth::{Account, Created, Email, NewPassword, Passwords, Registration, fresh_id},
    review::{Clock, Timestamp},
};
use store::SystemClock;

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    input::plain,
    listen::announce,
};

/// Make and change accounts.
#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    deed: Deed,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Add(Add),
    /// List all accounts
    List,
    Role(SetRole),
    Reset(Reset),
}

/// Make an account and print its password, which is shown only once.
#[derive(Debug, Args)]
struct Add {
    /// The address to sign in with
    email: String,
    /// The name others will see
    #[arg(long)]
    name: String,
    /// May create guidelines, read all of them and manage their members
    #[arg(long)]
    admin: bool,
    #[command(flatten)]
    password: PasswordArgs,
}

/// Make an account an administrator's, or a member's again.
#[derive(Debug, Args)]
struct SetRole {
    /// Whose
    email: String,
    /// As what
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// May create guidelines, read all of them and manage their members
    Admin,
    /// May do what guidelines allow
    Member,
}

/// Give an account a new password and end all its sessions.
#[derive(Debug, Args)]
struct Reset {
    /// Whose
    email: String,
    #[command(flatten)]
    password: PasswordArgs,
}

#[derive(Debug, Args)]
struct PasswordArgs {
    /// Read the password from the first line of standard input instead of making one
    #[arg(long)]
    password_stdin: bool,
}

impl User {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let told = match self.deed {
            Deed::Add(add) => add.run(&house).await,
            Deed::List => list(&house).await,
            Deed::Role(set) => set.run(&house).await,
            Deed::Reset(reset) => reset.run(&house).await,
        };
        house.database.close().await;
        announce(&told?)
    }
}

impl Add {
    async fn run(self, house: &House) -> Result<String, Failure> {
        let email = Email::parse(&self.email).map_err(|error| of(&self.email, error))?;
        let password = self.password.choose(&email)?;
        let who = Registration {
            email: email.clone(),
            password: password.new,
            display_name: self.name,
        };
        let made = house.door()?.register(who, SystemClock.now().0).await;
        if made.map_err(Failure::new)? == Created::Taken {
            return Err(of(
                &self.email,
                "there is an account with this address already",
            ));
        }
        if self.admin {
            let account = find(house, &self.email).await?;
            let set = house.accounts().set_admin(&account.id, true).await;
            set.map_err(Failure::new)?;
        }
        Ok(format!(
            "{}: the account is made\n{}",
            email.as_str(),
            password.told
        ))
    }
}

impl SetRole {
    async fn run(self, house: &House) -> Result<String, Failure> {
        let account = find(house, &self.email).await?;
        let admin = self.role == Role::Admin;
        let set = house.accounts().set_admin(&account.id, admin).await;
        set.map_err(Failure::new)?;
        Ok(format!(
            "{}: {} by now\n",
            account.email.as_str(),
            role(admin)
        ))
    }
}

impl Reset {
    async fn run(self, house: &House) -> Result<String, Failure> {
        let account = find(house, &self.email).await?;
        let password = self.password.choose(&account.email)?;
        let hash = Passwords::new(1).hash(password.new).await;
        let now = SystemClock.now().0;
        let hash = hash.map_err(Failure::new)?;
        let set = house.accounts().set_password(&account.id, &hash, now).await;
        set.map_err(Failure::new)?;
        let email = account.email.as_str();
        Ok(format!(
            "{email}: the password is new, all sessions have ended\n{}",
            password.told
        ))
    }
}

/// A password, and what to tell about it.
struct Chosen {
    new: NewPassword,
    told: String,
}

impl PasswordArgs {
    fn choose(&self, email: &Email) -> Result<Chosen, Failure> {
        let (password, told) = if self.password_stdin {
            (first_line()?, String::new())
        } else {
            let password = fresh_id();
            let told = format!("Password, shown only now: {password}\n");
            (password, told)
        };
        let new = NewPassword::choose(&password, email);
        let new = new.map_err(|weakness| Failure::new(format!("the password {weakness}")))?;
        Ok(Chosen { new, told })
    }
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    let trouble = |error| Failure::new(format!("standard input: {}", plain(&error)));
    io::stdin().read_line(&mut line).map_err(trouble)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn list(house: &House) -> Result<String, Failure> {
    let accounts = house.accounts().accounts().await.map_err(Failure::new)?;
    let widest = |width: fn(&Account) -> usize| accounts.iter().map(width).max().unwrap_or(0);
    let email = widest(|account| account.email.as_str().chars().count());
    let name = widest(|account| account.display_name.chars().count());
    let line = |account: &Account| {
        let made = Timestamp(account.created_at).to_string();
        let disabled = if account.disabled { " (disabled)" } else { "" };
        format!(
            "{:email$}  {:name$}  {:6}  {}{disabled}\n",
            account.email.as_str(),
            account.display_name,
            role(account.admin),
            made.get(..10).unwrap_or(&made),
        )
    };
    Ok(accounts.iter().map(line).collect())
}

async fn find(house: &House, email: &str) -> Result<Account, Failure> {
    let address = Email::parse(email).map_err(|error| of(email, error))?;
    let found = house.accounts().account_by_email(&address).await;
    let found = found.map_err(Failure::new)?;
    found.ok_or_else(|| of(email, "there is no account with this address"))
}

fn role(admin: bool) -> &'static str {
    if admin { "admin" } else { "member" }
}

fn of(email: &str, reason: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{email}: {reason}"))
}
