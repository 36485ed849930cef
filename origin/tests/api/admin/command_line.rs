//! Administrators from a shell.

use std::process::Stdio;

use origin::administrators::{EmailAddress, Totp};
use serde_json::Value;
use tokio::io::AsyncWriteExt;

use crate::support::{Origin, SettingsFile, settings_text};

struct Shell {
    file: SettingsFile,
}

impl Shell {
    fn of(origin: &Origin) -> Self {
        let text = settings_text(&origin.database.url(), "http://127.0.0.1:1/");
        Self { file: SettingsFile::new(&text) }
    }

    async fn run(&self, arguments: &[&str], input: &str) -> (Option<i32>, String) {
        let mut command = self.file.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
        let output = child.wait_with_output().await.unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }
}

fn password(printed: &str) -> String {
    printed.lines().find_map(|line| line.strip_prefix("password: ")).unwrap().to_owned()
}

#[tokio::test]
async fn the_first_owner_comes_from_a_shell() {
    let origin = Origin::start().await;
    let shell = Shell::of(&origin);
    let create = [
        "admin",
        "create",
        "--email",
        "first@listen.example",
        "--name",
        "First",
        "--role",
        "owner",
    ];
    let (code, printed) = shell.run(&create, "").await;
    assert_eq!(code, Some(0));
    let mut owner = origin.stranger();
    (owner.email, owner.password) = ("first@listen.example".to_owned(), password(&printed));
    owner.enter_password().await.expect(200);
    owner.enrol().await;
    assert_eq!(shell.run(&create, "").await.0, Some(1), "the address is taken");

    let (code, printed) = shell.run(&["admin", "list"], "").await;
    assert_eq!(code, Some(0));
    assert!(printed.contains("first@listen.example") && printed.contains("enrolled"), "{printed}");
    assert!(!printed.contains("$argon2"));

    let (code, printed) =
        shell.run(&["admin", "reset", "--email", "First@Listen.example"], "").await;
    assert_eq!(code, Some(0));
    assert_eq!(owner.get("/session").await.refused(401), "not_signed_in");
    owner.password = password(&printed);
    assert_eq!(owner.enter_password().await.expect(200)["state"], "enrolment_required");
}

#[tokio::test]
async fn a_chosen_password_comes_by_standard_input() {
    let origin = Origin::start().await;
    let shell = Shell::of(&origin);
    let create = [
        "admin",
        "create",
        "--email",
        "a@b.c",
        "--name",
        "A",
        "--role",
        "auditor",
        "--password-stdin",
    ];
    assert_eq!(shell.run(&create, "short\n").await.0, Some(1));
    let (code, printed) = shell.run(&create, "correct horse battery staple\n").await;
    assert_eq!((code, printed.contains("password")), (Some(0), false));
    let mut auditor = origin.stranger();
    auditor.email = "a@b.c".to_owned();
    auditor.password = "correct horse battery staple".to_owned();
    auditor.enter_password().await.expect(200);
}

/// `make dev` starts again and again: what was written down stays right, and production has none of it.
#[tokio::test]
async fn the_development_owner_is_kept_in_a_file() {
    let origin = Origin::start().await;
    let shell = Shell::of(&origin);
    let file = std::env::temp_dir().join(format!("owner-{}.json", uuid::Uuid::new_v4()));
    let path = file.to_str().unwrap();
    let mut written = Vec::new();
    for _ in 0..2 {
        assert_eq!(shell.run(&["admin", "development", "--file", path], "").await.0, Some(0));
        written.push(std::fs::read_to_string(&file).unwrap());
    }
    std::fs::remove_file(&file).unwrap();
    assert_eq!(written[0], written[1]);
    let kept: Value = serde_json::from_str(&written[0]).unwrap();
    let text = |name: &str| kept[name].as_str().unwrap().to_owned();
    let mut owner = origin.stranger();
    (owner.email, owner.password) = (text("email"), text("password"));
    assert_eq!(owner.email, EmailAddress::DEVELOPMENT);
    // A process of its own has the time of the machine; the code here is of the test's clock.
    owner.totp = Totp::from_base32(&text("totp_secret"));
    owner.sign_in().await;
    assert!(origin.administrators.has_development_owner().await.unwrap());
}

/// Who can do it has a shell, and leaves a record there too.
#[tokio::test]
async fn a_rotation_of_the_keys_is_recorded() {
    let origin = Origin::start().await;
    let shell = Shell::of(&origin);
    let auditor = origin.auditor().await;
    assert_eq!(shell.run(&["keys", "rotate"], "").await.0, Some(0));
    let recorded = auditor.get("/audit?action=keys").await.expect(200);
    assert_eq!(recorded["items"].as_array().unwrap().len(), 1);
    let record = &recorded["items"][0];
    assert_eq!(record["action"], "keys.rotated");
    assert_eq!(record["actor"]["kind"], "cli");
    let (_, listed) = shell.run(&["keys", "list"], "").await;
    for state in ["current", "next"] {
        let line = listed.lines().find(|line| line.contains(state)).unwrap();
        let id = line.split_whitespace().next().unwrap();
        assert_eq!(record["payload"][state], id, "{listed}");
    }
    let current = record["payload"]["current"].as_str().unwrap();
    assert_eq!(record["target"], format!("key:{current}"));
}

#[tokio::test]
async fn the_description_wants_no_settings() {
    let command = tokio::process::Command::new(env!("CARGO_BIN_EXE_origin"));
    let mut command = command;
    let output = command.env_clear().arg("openapi").output().await.unwrap();
    assert!(output.status.success());
    let description: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(description["openapi"], "3.1.0");
    let begin = &description["paths"]["/admin/api/v1/session"]["post"];
    assert_eq!(begin["operationId"], "post_session");
    assert!(begin["responses"]["default"]["content"]["application/problem+json"].is_object());
    let codes = description["components"]["schemas"]["Code"]["enum"].as_array().unwrap();
    assert!(codes.contains(&"step_up_required".into()));
}
