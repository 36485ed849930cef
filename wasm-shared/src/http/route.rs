use crate::{catalog::collection::CollectionKind, library::Call, ports::Method};

/// What a path and method ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Asks for a sign-in code.
    RequestSmsCode,
    /// Signs in.
    CreateSession,
    /// Trades a refresh token.
    RefreshTokens,
    /// Tells whether a token is valid.
    VerifyToken,
    /// Signs out here.
    EndCurrentSession,
    /// Signs out everywhere.
    EndAllSessions,
    /// The devices signed in.
    ListDevices,
    /// Names a device.
    RenameDevice,
    /// Signs out on a device.
    EndDevice,
    /// The listener.
    GetMe,
    /// Changes the listener's profile.
    UpdateMe,
    /// Deletes the account.
    DeleteMe,
    /// Everything that is kept of the listener.
    ExportMe,
    /// Finds tracks, albums, artists and playlists.
    Search,
    /// What somebody who types may mean.
    Suggestions,
    /// One track.
    Track,
    /// Where a track can be heard.
    Playback,
    /// The audio.
    Stream,
    /// What could be played in place of a track.
    Alternatives,
    /// The words.
    Lyrics,
    /// The picture.
    Cover,
    /// One album, artist, playlist or chart.
    Collection(CollectionKind),
    /// All charts.
    Charts,
    /// The sources' state.
    Sources,
    /// The listener's library.
    Library(Call),
    /// The keys that verify tokens.
    Jwks,
    /// Opens a socket to the user's hub.
    Sync,
    /// The user's events for those without a socket.
    SyncEvents,
    /// What happened at the origin.
    ReceiveEvents,
    /// Imports that nobody looks at.
    ReceiveImports,
    /// What release of the settings is published.
    ReceiveRelease,
    /// The description of the API.
    OpenApi,
    /// Whether this answers.
    Health,
    /// Whether what it depends on answers.
    Ready,
}

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Open,
    /// Everybody, counted by their network.
    SignIn,
    /// Whoever is signed in.
    SignedIn,
    /// The same, to open a socket: the token may come as a subprotocol.
    Socket,
    /// The origin.
    Service,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub path: &'static str,
    pub method: Method,
    pub route: Route,
    pub access: Access,
}

const fn row(method: Method, path: &'static str, route: Route, access: Access) -> Row {
    Row { path, method, route, access }
}

const fn collection(path: &'static str, kind: CollectionKind) -> Row {
    row(Method::Get, path, Route::Collection(kind), Access::SignedIn)
}

const fn library(method: Method, path: &'static str, call: Call) -> Row {
    row(method, path, Route::Library(call), Access::SignedIn)
}

/// Every route of the edge. Rows of one path stand together.
pub(super) const TABLE: &[Row] = &[
    row(Method::Post, "/api/v1/auth/sms-codes", Route::RequestSmsCode, Access::SignIn),
    row(Method::Post, "/api/v1/auth/sessions", Route::CreateSession, Access::SignIn),
    row(Method::Delete, "/api/v1/auth/sessions", Route::EndAllSessions, Access::SignedIn),
    row(
        Method::Delete,
        "/api/v1/auth/sessions/current",
        Route::EndCurrentSession,
        Access::SignedIn,
    ),
    row(Method::Post, "/api/v1/auth/tokens", Route::RefreshTokens, Access::SignIn),
    row(Method::Post, "/api/v1/auth/verify-token", Route::VerifyToken, Access::SignIn),
    row(Method::Get, "/api/v1/auth/devices", Route::ListDevices, Access::SignedIn),
    row(Method::Patch, "/api/v1/auth/devices/{id}", Route::RenameDevice, Access::SignedIn),
    row(Method::Delete, "/api/v1/auth/devices/{id}", Route::EndDevice, Access::SignedIn),
    row(Method::Get, "/api/v1/me", Route::GetMe, Access::SignedIn),
    row(Method::Patch, "/api/v1/me", Route::UpdateMe, Access::SignedIn),
    row(Method::Delete, "/api/v1/me", Route::DeleteMe, Access::SignedIn),
    row(Method::Get, "/api/v1/me/export", Route::ExportMe, Access::SignedIn),
    row(Method::Get, "/api/v1/search", Route::Search, Access::SignedIn),
    row(Method::Get, "/api/v1/search/suggestions", Route::Suggestions, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}", Route::Track, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}/playback", Route::Playback, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}/stream", Route::Stream, Access::SignedIn),
    row(Method::Head, "/api/v1/tracks/{id}/stream", Route::Stream, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}/alternatives", Route::Alternatives, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}/lyrics", Route::Lyrics, Access::SignedIn),
    row(Method::Get, "/api/v1/tracks/{id}/cover", Route::Cover, Access::SignedIn),
    collection("/api/v1/albums/{id}", CollectionKind::Album),
    collection("/api/v1/artists/{id}", CollectionKind::Artist),
    collection("/api/v1/catalog/playlists/{id}", CollectionKind::Playlist),
    collection("/api/v1/charts/{id}", CollectionKind::Chart),
    row(Method::Get, "/api/v1/charts", Route::Charts, Access::SignedIn),
    row(Method::Get, "/api/v1/sources", Route::Sources, Access::SignedIn),
    row(Method::Get, "/api/v1/sync", Route::Sync, Access::Socket),
    row(Method::Get, "/api/v1/sync/events", Route::SyncEvents, Access::SignedIn),
    library(Method::Get, "/api/v1/library/favorites", Call::ListFavorites),
    library(Method::Post, "/api/v1/library/favorites/batch", Call::ChangeFavorites),
    library(Method::Get, "/api/v1/library/favorites/{kind}/{id}", Call::GetFavorite),
    library(Method::Put, "/api/v1/library/favorites/{kind}/{id}", Call::PutFavorite),
    library(Method::Delete, "/api/v1/library/favorites/{kind}/{id}", Call::DeleteFavorite),
    library(Method::Get, "/api/v1/library/history", Call::ListPlays),
    library(Method::Post, "/api/v1/library/history", Call::AddPlays),
    library(Method::Delete, "/api/v1/library/history", Call::ClearPlays),
    library(Method::Get, "/api/v1/library/history/recent", Call::ListRecentTracks),
    library(Method::Get, "/api/v1/library/playlists", Call::ListPlaylists),
    library(Method::Post, "/api/v1/library/playlists", Call::CreatePlaylist),
    library(Method::Post, "/api/v1/library/playlists/import", Call::CreateImport),
    library(Method::Get, "/api/v1/library/playlists/{id}", Call::GetPlaylist),
    library(Method::Patch, "/api/v1/library/playlists/{id}", Call::UpdatePlaylist),
    library(Method::Delete, "/api/v1/library/playlists/{id}", Call::DeletePlaylist),
    library(Method::Get, "/api/v1/library/playlists/{id}/tracks", Call::ListEntries),
    library(Method::Post, "/api/v1/library/playlists/{id}/tracks", Call::AddEntries),
    library(Method::Delete, "/api/v1/library/playlists/{id}/tracks/{entry_id}", Call::DeleteEntry),
    library(Method::Post, "/api/v1/library/playlists/{id}/tracks/{entry_id}/move", Call::MoveEntry),
    library(Method::Get, "/api/v1/library/playlists/{id}/export", Call::ExportPlaylist),
    library(Method::Get, "/api/v1/library/imports/{id}", Call::GetImport),
    library(Method::Get, "/api/v1/library/substitutions", Call::ListSubstitutions),
    library(Method::Put, "/api/v1/library/substitutions/{track_id}", Call::PutSubstitution),
    library(Method::Delete, "/api/v1/library/substitutions/{track_id}", Call::DeleteSubstitution),
    library(Method::Get, "/api/v1/library/changes", Call::ListChanges),
    library(Method::Get, "/api/v1/library/playback", Call::GetPlayback),
    library(Method::Put, "/api/v1/library/playback", Call::PutPlayback),
    row(Method::Get, "/.well-known/jwks.json", Route::Jwks, Access::Open),
    row(Method::Get, "/api/openapi.json", Route::OpenApi, Access::Open),
    row(Method::Post, "/internal/v1/events", Route::ReceiveEvents, Access::Service),
    row(Method::Post, "/internal/v1/imports", Route::ReceiveImports, Access::Service),
    row(Method::Post, "/internal/v1/releases", Route::ReceiveRelease, Access::Service),
    row(Method::Get, "/health", Route::Health, Access::Open),
    row(Method::Get, "/health/ready", Route::Ready, Access::Open),
];

/// The table, made searchable.
pub struct Router(matchit::Router<&'static [Row]>);

/// What the table says of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Matched<'p> {
    /// A route.
    Route {
        /// Which.
        route: Route,
        /// The pattern, for metrics.
        pattern: &'static str,
        /// Who may ask.
        access: Access,
        /// The parts of the path that stand for its parameters, in their order and still
        /// percent-encoded; empty for none.
        segments: [&'p str; 2],
    },
    /// The path has other methods.
    WrongMethod {
        /// The methods it has, as an `Allow` header lists them.
        allow: String,
    },
    /// No such path.
    Unknown,
}

impl Matched<'_> {
    /// Whether what is answered depends on the settings: what the origin calls and what is open to
    /// everybody does not, and is not to wait for them. Who may read the answer, where a browser asks
    /// on behalf of another origin, always does.
    pub const fn needs_settings(&self) -> bool {
        matches!(self, Self::Route { access, .. } if !matches!(access, Access::Open | Access::Service))
    }
}

impl Router {
    /// Builds the table.
    pub fn new() -> Self {
        let mut router = matchit::Router::new();
        for rows in TABLE.chunk_by(|left, right| left.path == right.path) {
            router.insert(rows[0].path, rows).expect("the table's paths do not conflict");
        }
        Self(router)
    }

    /// Finds the route of a request. A `HEAD` is answered as the `GET` of the same path.
    pub fn find<'p>(&self, method: Option<Method>, path: &'p str) -> Matched<'p> {
        let Ok(found) = self.0.at(path) else { return Matched::Unknown };
        let rows = found.value;
        let has = |wanted| rows.iter().find(|row| Some(row.method) == wanted);
        let as_get = (method == Some(Method::Head)).then_some(Method::Get);
        match has(method).or_else(|| has(as_get)) {
            Some(row) => {
                let mut values = found.params.iter().map(|(_, value)| value);
                let mut next = || values.next().unwrap_or_default();
                Matched::Route {
                    route: row.route,
                    pattern: row.path,
                    access: row.access,
                    segments: [next(), next()],
                }
            }
            None => Matched::WrongMethod { allow: allow(rows) },
        }
    }
}

impl Default for Router {
    fn default() -> Self {
        Self::new()
    }
}

fn allow(rows: &[Row]) -> String {
    let has = |method| rows.iter().any(|row| row.method == method);
    let methods = Method::ALL.into_iter().filter(|&method| match method {
        Method::Head => has(Method::Get) || has(Method::Head),
        Method::Options => true,
        method => has(method),
    });
    methods.map(Method::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(method: &str, path: &'static str) -> Matched<'static> {
        Box::leak(Box::new(Router::new())).find(Method::parse(method), path)
    }

    #[test]
    fn ids_stay_encoded_so_that_a_slash_in_one_is_no_path() {
        let Matched::Route { route, segments, .. } =
            find("GET", "/api/v1/tracks/joox%3Aa%2Bb%2Fc%3D%3D/playback")
        else {
            panic!("no route")
        };
        assert_eq!((route, segments), (Route::Playback, ["joox%3Aa%2Bb%2Fc%3D%3D", ""]));
    }

    #[test]
    fn a_path_may_have_two_parameters() {
        let Matched::Route { route, segments, .. } =
            find("POST", "/api/v1/library/playlists/a/tracks/b/move")
        else {
            panic!("no route")
        };
        assert_eq!((route, segments), (Route::Library(Call::MoveEntry), ["a", "b"]));
    }

    #[test]
    fn a_wrong_method_is_told_the_right_ones() {
        let expected = Matched::WrongMethod { allow: "GET, HEAD, PATCH, DELETE, OPTIONS".into() };
        assert_eq!(find("POST", "/api/v1/me"), expected);
        assert_eq!(find("PROPFIND", "/api/v1/me"), expected);
    }

    #[test]
    fn other_paths_are_unknown() {
        for path in ["/", "/api/v1", "/api/v1/tracks//playback", "/api/v1/search/", "/API/V1/me"] {
            assert_eq!(find("GET", path), Matched::Unknown, "{path}");
        }
    }

    #[test]
    fn head_goes_the_way_of_get() {
        assert!(matches!(
            find("HEAD", "/health"),
            Matched::Route { route: Route::Health, access: Access::Open, .. }
        ));
    }

    #[test]
    fn rows_of_one_path_stand_together() {
        let paths: Vec<_> = TABLE
            .chunk_by(|left, right| left.path == right.path)
            .map(|rows| rows[0].path)
            .collect();
        let mut distinct = paths.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(paths.len(), distinct.len());
    }
}
