//! A server over a fresh SQLite database, on loopback, and the people who use it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Method, RequestBuilder, StatusCode,
    header::HeaderMap,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use server::{
    Bounds, Config, Rate, Server,
    auth::{Accounts, Email},
    review::{Clock, Ids, Review, Timestamp},
};
use store::{Database, RandomIds, SystemClock};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) const PASSWORD: &str = "tailings facility 7";
/// Where a replayed house says that it is.
pub(crate) const PUBLIC_URL: &str = "https://review.example.org";

/// A server, its database and its clock.
pub(crate) struct House {
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
    database: Database,
    clock: Arc<MovableClock>,
    folder: TempDir,
}

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) token: String,
}

/// What a request was answered with.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// The clock of the machine, or one that stands still, moved.
#[derive(Default)]
struct MovableClock {
    stands: Option<i64>,
    moved: AtomicI64,
}

impl Clock for MovableClock {
    fn now(&self) -> Timestamp {
        let now = self.stands.unwrap_or_else(|| SystemClock.now().0);
        Timestamp(now + self.moved.load(Ordering::Relaxed))
    }
}

/// Names in the order in which they are asked for.
#[derive(Default)]
struct CountedIds(AtomicI64);

impl Ids for CountedIds {
    fn fresh(&self) -> String {
        format!("id{:06}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.bytes);
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The answer is a problem document of this kind.
    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, slug: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(
            answer.json()["type"],
            format!("/problems/{slug}"),
            "{}",
            answer.text()
        );
        answer
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let database = Database::open(&sqlite(&folder)).await.unwrap();
        Self::over(database, folder, None).await
    }

    /// A house that tells the same story in the same words each time, over this database or one of
    /// its own: its clock stands still, its names are counted, its address is made up.
    pub(crate) async fn replayed(url: Option<&str>) -> Self {
        const NOW: i64 = 1_795_435_200_000;
        let folder = TempDir::new().unwrap();
        let own = sqlite(&folder);
        let database = Database::open(url.unwrap_or(&own)).await.unwrap();
        Self::over(database, folder, Some(NOW)).await
    }

    /// The address of the database that [`House::open`] made.
    pub(crate) fn database_url(&self) -> String {
        sqlite(&self.folder)
    }

    /// The same database under another server, as after a restart.
    pub(crate) async fn again(self) -> Self {
        let stands = self.clock.stands;
        let moved = self.clock.moved.load(Ordering::Relaxed);
        let house = Self::over(self.database, self.folder, stands).await;
        house.clock.moved.store(moved, Ordering::Relaxed);
        house
    }

    async fn over(database: Database, folder: TempDir, stands: Option<i64>) -> Self {
        let clock = Arc::new(MovableClock {
            stands,
            moved: AtomicI64::default(),
        });
        let store = Arc::new(database.clone());
        let ids: Arc<dyn Ids> = match stands {
            Some(_) => Arc::new(CountedIds::default()),
            None => Arc::new(RandomIds),
        };
        let review = Review::new(store.clone(), clock.clone(), ids);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let public_url = stands.map_or(&*url, |_| PUBLIC_URL);
        let config = Config {
            bounds: Bounds {
                register_by_address: Rate::new(1_000, 1_000),
                sign_in_by_account: Rate::new(1_000, 1_000),
                ..Bounds::default()
            },
            ..Config::new(public_url, vec![7; 32])
        };
        let server = Server::new(config, review, store, clock.clone()).unwrap();
        let router = server::router(&server);
        let head_time = Duration::from_secs(10);
        tokio::spawn(server::serve(
            listener,
            router,
            head_time,
            std::future::pending(),
        ));
        Self {
            url,
            client: reqwest::Client::new(),
            database,
            clock,
            folder,
        }
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, minutes: i64) {
        self.clock
            .moved
            .fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Registers and signs in.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let email = format!("{name}@example.org");
        let account = json!({"email": email, "password": PASSWORD, "display_name": name});
        self.call(None, "POST", "/auth/register", &account)
            .await
            .expect(201);
        let token = self.sign_in(&email).await;
        let me = self
            .request(Some(&token), "GET", "/me")
            .send()
            .await
            .unwrap();
        let id = answer(me).await.expect(200).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        Person { id, email, token }
    }

    pub(crate) async fn administrator(&self, name: &str) -> Person {
        let person = self.person(name).await;
        let email = Email::parse(&person.email).unwrap();
        let account = self
            .database
            .account_by_email(&email)
            .await
            .unwrap()
            .unwrap();
        self.database.set_admin(&account.id, true).await.unwrap();
        person
    }

    pub(crate) async fn sign_in(&self, email: &str) -> String {
        let login = json!({"email": email, "password": PASSWORD});
        let answer = self
            .call(None, "POST", "/auth/login", &login)
            .await
            .expect(200);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// A guideline whose editor is who creates it.
    pub(crate) async fn guideline(&self, creator: &Person, slug: &str, visibility: &str) {
        let new =
            json!({"slug": slug, "title": "Mining", "language": "en", "visibility": visibility});
        self.call(Some(creator), "POST", "/guidelines", &new)
            .await
            .expect(201);
    }

    pub(crate) async fn member(&self, editor: &Person, slug: &str, person: &Person, role: &str) {
        let path = format!("/guidelines/{slug}/members/{}", person.id);
        self.call(Some(editor), "PUT", &path, &json!({"role": role}))
            .await
            .expect(200);
    }

    pub(crate) async fn publish(&self, editor: &Person, slug: &str, text: &str) -> Answer {
        self.upload(editor, slug, file_form("draft.md", text.as_bytes()))
            .await
    }

    pub(crate) async fn upload(&self, person: &Person, slug: &str, form: Form) -> Answer {
        let path = format!("/guidelines/{slug}/revisions");
        let request = self
            .request(Some(&person.token), "POST", &path)
            .multipart(form);
        answer(request.send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, who: Option<&Person>, path: &str) -> Answer {
        let token = who.map(|person| person.token.as_str());
        answer(self.request(token, "GET", path).send().await.unwrap()).await
    }

    /// A request with a JSON body; `null` sends none.
    pub(crate) async fn call(
        &self,
        who: Option<&Person>,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Answer {
        let request = self.request(who.map(|person| person.token.as_str()), method, path);
        let request = if body.is_null() {
            request
        } else {
            request.json(body)
        };
        answer(request.send().await.unwrap()).await
    }

    pub(crate) fn request(&self, token: Option<&str>, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}/api/v1{path}", self.url);
        let request = self
            .client
            .request(Method::from_bytes(method.as_bytes()).unwrap(), url);
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// The first block whose text holds this passage, and where.
    pub(crate) async fn find(&self, who: &Person, revision: &str, passage: &str) -> Value {
        let text = self.get(Some(who), revision).await.expect(200).json();
        let blocks = text["blocks"].as_array().unwrap();
        let place = blocks.iter().find_map(|block| {
            let text = block["text"].as_str().unwrap();
            let byte = text.find(passage)?;
            let start = text[..byte].chars().count();
            let end = start + passage.chars().count();
            Some(json!({"block_id": block["id"], "start": start, "end": end, "quote": passage}))
        });
        place.unwrap_or_else(|| panic!("{passage:?} is not in {revision}"))
    }
}

fn sqlite(folder: &TempDir) -> String {
    format!("sqlite://{}", folder.path().join("understory.db").display())
}

pub(crate) async fn answer(response: reqwest::Response) -> Answer {
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        bytes: response.bytes().await.unwrap().to_vec(),
    }
}

pub(crate) fn file_form(name: &str, bytes: &[u8]) -> Form {
    Form::new().part("file", part(name, bytes))
}

pub(crate) fn part(name: &str, bytes: &[u8]) -> Part {
    Part::bytes(bytes.to_vec()).file_name(name.to_owned())
}

/// One value with the members of both.
pub(crate) fn with(mut value: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("an object is needed");
    };
    value.as_object_mut().unwrap().extend(more);
    value
}
