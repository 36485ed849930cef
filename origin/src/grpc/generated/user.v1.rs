// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

/// Generated client implementations.
pub mod user_service_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::http::Uri;
    use tonic::codegen::*;
    /// The listener's own profile, and their library.
    #[derive(Debug, Clone)]
    pub struct UserServiceClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl UserServiceClient<tonic::transport::Channel> {
        /// Attempt to create a new client by connecting to a given endpoint.
        pub async fn connect<D>(dst: D) -> Result<Self, tonic::transport::Error>
        where
            D: TryInto<tonic::transport::Endpoint>,
            D::Error: Into<StdError>,
        {
            let conn = tonic::transport::Endpoint::new(dst)?.connect().await?;
            Ok(Self::new(conn))
        }
    }
    impl<T> UserServiceClient<T>
    where
        T: tonic::client::GrpcService<tonic::body::Body>,
        T::Error: Into<StdError>,
        T::ResponseBody: Body<Data = Bytes> + std::marker::Send + 'static,
        <T::ResponseBody as Body>::Error: Into<StdError> + std::marker::Send,
    {
        pub fn new(inner: T) -> Self {
            let inner = tonic::client::Grpc::new(inner);
            Self { inner }
        }
        pub fn with_origin(inner: T, origin: Uri) -> Self {
            let inner = tonic::client::Grpc::with_origin(inner, origin);
            Self { inner }
        }
        pub fn with_interceptor<F>(
            inner: T,
            interceptor: F,
        ) -> UserServiceClient<InterceptedService<T, F>>
        where
            F: tonic::service::Interceptor,
            T::ResponseBody: Default,
            T: tonic::codegen::Service<
                    http::Request<tonic::body::Body>,
                    Response = http::Response<
                        <T as tonic::client::GrpcService<tonic::body::Body>>::ResponseBody,
                    >,
                >,
            <T as tonic::codegen::Service<http::Request<tonic::body::Body>>>::Error:
                Into<StdError> + std::marker::Send + std::marker::Sync,
        {
            UserServiceClient::new(InterceptedService::new(inner, interceptor))
        }
        /// Compress requests with the given encoding.
        ///
        /// This requires the server to support it otherwise it might respond with an
        /// error.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.send_compressed(encoding);
            self
        }
        /// Enable decompressing responses.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.inner = self.inner.accept_compressed(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_decoding_message_size(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.inner = self.inner.max_encoding_message_size(limit);
            self
        }
        pub async fn get_user(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::GetUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetUserResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/GetUser");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "GetUser"));
            self.inner.unary(req, path, codec).await
        }
        /// Changes the fields that are present.
        pub async fn update_user(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::UpdateUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::UpdateUserResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/UpdateUser");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "UpdateUser"));
            self.inner.unary(req, path, codec).await
        }
        /// Signs the user out everywhere and deletes the account after a grace period. Signing in within it
        /// takes the deletion back.
        pub async fn delete_user(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::DeleteUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteUserResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/DeleteUser");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "DeleteUser"));
            self.inner.unary(req, path, codec).await
        }
        /// Everything that is kept of the user.
        pub async fn export_user(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ExportUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ExportUserResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ExportUser");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ExportUser"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_favorites(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListFavoritesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListFavoritesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ListFavorites");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ListFavorites"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn get_favorite(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::GetFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetFavoriteResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/GetFavorite");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "GetFavorite"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn put_favorite(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::PutFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutFavoriteResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/PutFavorite");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "PutFavorite"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn delete_favorite(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::DeleteFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteFavoriteResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/DeleteFavorite");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "DeleteFavorite"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn change_favorites(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ChangeFavoritesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ChangeFavoritesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ChangeFavorites");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ChangeFavorites"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_plays(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaysResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ListPlays");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ListPlays"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_recent_tracks(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListRecentTracksRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListRecentTracksResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/ListRecentTracks");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ListRecentTracks"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn add_plays(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::AddPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AddPlaysResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/AddPlays");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "AddPlays"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn clear_plays(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ClearPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ClearPlaysResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ClearPlays");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ClearPlays"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_playlists(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListPlaylistsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaylistsResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/ListPlaylists");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "ListPlaylists"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn get_playlist(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::GetPlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetPlaylistResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/GetPlaylist");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "GetPlaylist"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn create_playlist(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::CreatePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::CreatePlaylistResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/CreatePlaylist");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "CreatePlaylist"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn update_playlist(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::UpdatePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::UpdatePlaylistResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/UpdatePlaylist");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "UpdatePlaylist"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn delete_playlist(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::DeletePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeletePlaylistResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/DeletePlaylist");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "DeletePlaylist"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_playlist_entries(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::ListPlaylistEntriesRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaylistEntriesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/ListPlaylistEntries");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "ListPlaylistEntries"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn add_playlist_entries(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::AddPlaylistEntriesRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AddPlaylistEntriesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/AddPlaylistEntries");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "AddPlaylistEntries"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn delete_playlist_entry(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::DeletePlaylistEntryRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeletePlaylistEntryResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/DeletePlaylistEntry");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "DeletePlaylistEntry"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn move_playlist_entry(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::MovePlaylistEntryRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::MovePlaylistEntryResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/MovePlaylistEntry");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "MovePlaylistEntry"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn create_import(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::CreateImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::CreateImportResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/CreateImport");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "CreateImport"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn get_import(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::GetImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetImportResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/GetImport");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "GetImport"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn advance_import(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::AdvanceImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AdvanceImportResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/AdvanceImport");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "AdvanceImport"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_substitutions(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::ListSubstitutionsRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListSubstitutionsResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/ListSubstitutions");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "ListSubstitutions"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn put_substitution(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::PutSubstitutionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutSubstitutionResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/user.v1.UserService/PutSubstitution");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("user.v1.UserService", "PutSubstitution"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn delete_substitution(
            &mut self,
            request: impl tonic::IntoRequest<
                ::wasm_shared::contract::user::v1::DeleteSubstitutionRequest,
            >,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteSubstitutionResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path =
                http::uri::PathAndQuery::from_static("/user.v1.UserService/DeleteSubstitution");
            let mut req = request.into_request();
            req.extensions_mut()
                .insert(GrpcMethod::new("user.v1.UserService", "DeleteSubstitution"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod user_service_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with UserServiceServer.
    #[async_trait]
    pub trait UserService: std::marker::Send + std::marker::Sync + 'static {
        async fn get_user(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::GetUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetUserResponse>,
            tonic::Status,
        >;
        /// Changes the fields that are present.
        async fn update_user(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::UpdateUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::UpdateUserResponse>,
            tonic::Status,
        >;
        /// Signs the user out everywhere and deletes the account after a grace period. Signing in within it
        /// takes the deletion back.
        async fn delete_user(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::DeleteUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteUserResponse>,
            tonic::Status,
        >;
        /// Everything that is kept of the user.
        async fn export_user(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ExportUserRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ExportUserResponse>,
            tonic::Status,
        >;
        async fn list_favorites(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListFavoritesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListFavoritesResponse>,
            tonic::Status,
        >;
        async fn get_favorite(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::GetFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetFavoriteResponse>,
            tonic::Status,
        >;
        async fn put_favorite(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::PutFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutFavoriteResponse>,
            tonic::Status,
        >;
        async fn delete_favorite(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::DeleteFavoriteRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteFavoriteResponse>,
            tonic::Status,
        >;
        async fn change_favorites(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ChangeFavoritesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ChangeFavoritesResponse>,
            tonic::Status,
        >;
        async fn list_plays(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaysResponse>,
            tonic::Status,
        >;
        async fn list_recent_tracks(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListRecentTracksRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListRecentTracksResponse>,
            tonic::Status,
        >;
        async fn add_plays(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::AddPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AddPlaysResponse>,
            tonic::Status,
        >;
        async fn clear_plays(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ClearPlaysRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ClearPlaysResponse>,
            tonic::Status,
        >;
        async fn list_playlists(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListPlaylistsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaylistsResponse>,
            tonic::Status,
        >;
        async fn get_playlist(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::GetPlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetPlaylistResponse>,
            tonic::Status,
        >;
        async fn create_playlist(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::CreatePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::CreatePlaylistResponse>,
            tonic::Status,
        >;
        async fn update_playlist(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::UpdatePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::UpdatePlaylistResponse>,
            tonic::Status,
        >;
        async fn delete_playlist(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::DeletePlaylistRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeletePlaylistResponse>,
            tonic::Status,
        >;
        async fn list_playlist_entries(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListPlaylistEntriesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListPlaylistEntriesResponse>,
            tonic::Status,
        >;
        async fn add_playlist_entries(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::AddPlaylistEntriesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AddPlaylistEntriesResponse>,
            tonic::Status,
        >;
        async fn delete_playlist_entry(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::DeletePlaylistEntryRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeletePlaylistEntryResponse>,
            tonic::Status,
        >;
        async fn move_playlist_entry(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::MovePlaylistEntryRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::MovePlaylistEntryResponse>,
            tonic::Status,
        >;
        async fn create_import(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::CreateImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::CreateImportResponse>,
            tonic::Status,
        >;
        async fn get_import(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::GetImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetImportResponse>,
            tonic::Status,
        >;
        async fn advance_import(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::AdvanceImportRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::AdvanceImportResponse>,
            tonic::Status,
        >;
        async fn list_substitutions(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListSubstitutionsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListSubstitutionsResponse>,
            tonic::Status,
        >;
        async fn put_substitution(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::PutSubstitutionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutSubstitutionResponse>,
            tonic::Status,
        >;
        async fn delete_substitution(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::DeleteSubstitutionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::DeleteSubstitutionResponse>,
            tonic::Status,
        >;
    }
    /// The listener's own profile, and their library.
    #[derive(Debug)]
    pub struct UserServiceServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> UserServiceServer<T> {
        pub fn new(inner: T) -> Self {
            Self::from_arc(Arc::new(inner))
        }
        pub fn from_arc(inner: Arc<T>) -> Self {
            Self {
                inner,
                accept_compression_encodings: Default::default(),
                send_compression_encodings: Default::default(),
                max_decoding_message_size: None,
                max_encoding_message_size: None,
            }
        }
        pub fn with_interceptor<F>(inner: T, interceptor: F) -> InterceptedService<Self, F>
        where
            F: tonic::service::Interceptor,
        {
            InterceptedService::new(Self::new(inner), interceptor)
        }
        /// Enable decompressing requests with the given encoding.
        #[must_use]
        pub fn accept_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.accept_compression_encodings.enable(encoding);
            self
        }
        /// Compress responses with the given encoding, if the client supports it.
        #[must_use]
        pub fn send_compressed(mut self, encoding: CompressionEncoding) -> Self {
            self.send_compression_encodings.enable(encoding);
            self
        }
        /// Limits the maximum size of a decoded message.
        ///
        /// Default: `4MB`
        #[must_use]
        pub fn max_decoding_message_size(mut self, limit: usize) -> Self {
            self.max_decoding_message_size = Some(limit);
            self
        }
        /// Limits the maximum size of an encoded message.
        ///
        /// Default: `usize::MAX`
        #[must_use]
        pub fn max_encoding_message_size(mut self, limit: usize) -> Self {
            self.max_encoding_message_size = Some(limit);
            self
        }
    }
    impl<T, B> tonic::codegen::Service<http::Request<B>> for UserServiceServer<T>
    where
        T: UserService,
        B: Body + std::marker::Send + 'static,
        B::Error: Into<StdError> + std::marker::Send + 'static,
    {
        type Response = http::Response<tonic::body::Body>;
        type Error = std::convert::Infallible;
        type Future = BoxFuture<Self::Response, Self::Error>;
        fn poll_ready(
            &mut self,
            _cx: &mut Context<'_>,
        ) -> Poll<std::result::Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }
        fn call(&mut self, req: http::Request<B>) -> Self::Future {
            match req.uri().path() {
                "/user.v1.UserService/GetUser" => {
                    #[allow(non_camel_case_types)]
                    struct GetUserSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::GetUserRequest,
                        > for GetUserSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::GetUserResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::GetUserRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut =
                                async move { <T as UserService>::get_user(&inner, request).await };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetUserSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/UpdateUser" => {
                    #[allow(non_camel_case_types)]
                    struct UpdateUserSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::UpdateUserRequest,
                        > for UpdateUserSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::UpdateUserResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::UpdateUserRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::update_user(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UpdateUserSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/DeleteUser" => {
                    #[allow(non_camel_case_types)]
                    struct DeleteUserSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::DeleteUserRequest,
                        > for DeleteUserSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::DeleteUserResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::DeleteUserRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::delete_user(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeleteUserSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ExportUser" => {
                    #[allow(non_camel_case_types)]
                    struct ExportUserSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ExportUserRequest,
                        > for ExportUserSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ExportUserResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ExportUserRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::export_user(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ExportUserSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListFavorites" => {
                    #[allow(non_camel_case_types)]
                    struct ListFavoritesSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListFavoritesRequest,
                        > for ListFavoritesSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListFavoritesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListFavoritesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_favorites(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListFavoritesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/GetFavorite" => {
                    #[allow(non_camel_case_types)]
                    struct GetFavoriteSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::GetFavoriteRequest,
                        > for GetFavoriteSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::GetFavoriteResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::GetFavoriteRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::get_favorite(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetFavoriteSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/PutFavorite" => {
                    #[allow(non_camel_case_types)]
                    struct PutFavoriteSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::PutFavoriteRequest,
                        > for PutFavoriteSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::PutFavoriteResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::PutFavoriteRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::put_favorite(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = PutFavoriteSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/DeleteFavorite" => {
                    #[allow(non_camel_case_types)]
                    struct DeleteFavoriteSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::DeleteFavoriteRequest,
                        > for DeleteFavoriteSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::DeleteFavoriteResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::DeleteFavoriteRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::delete_favorite(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeleteFavoriteSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ChangeFavorites" => {
                    #[allow(non_camel_case_types)]
                    struct ChangeFavoritesSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ChangeFavoritesRequest,
                        > for ChangeFavoritesSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ChangeFavoritesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ChangeFavoritesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::change_favorites(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ChangeFavoritesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListPlays" => {
                    #[allow(non_camel_case_types)]
                    struct ListPlaysSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListPlaysRequest,
                        > for ListPlaysSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListPlaysResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListPlaysRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_plays(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListPlaysSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListRecentTracks" => {
                    #[allow(non_camel_case_types)]
                    struct ListRecentTracksSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListRecentTracksRequest,
                        > for ListRecentTracksSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListRecentTracksResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListRecentTracksRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_recent_tracks(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListRecentTracksSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/AddPlays" => {
                    #[allow(non_camel_case_types)]
                    struct AddPlaysSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::AddPlaysRequest,
                        > for AddPlaysSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::AddPlaysResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::AddPlaysRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut =
                                async move { <T as UserService>::add_plays(&inner, request).await };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = AddPlaysSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ClearPlays" => {
                    #[allow(non_camel_case_types)]
                    struct ClearPlaysSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ClearPlaysRequest,
                        > for ClearPlaysSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ClearPlaysResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ClearPlaysRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::clear_plays(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ClearPlaysSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListPlaylists" => {
                    #[allow(non_camel_case_types)]
                    struct ListPlaylistsSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListPlaylistsRequest,
                        > for ListPlaylistsSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListPlaylistsResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListPlaylistsRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_playlists(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListPlaylistsSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/GetPlaylist" => {
                    #[allow(non_camel_case_types)]
                    struct GetPlaylistSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::GetPlaylistRequest,
                        > for GetPlaylistSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::GetPlaylistResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::GetPlaylistRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::get_playlist(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetPlaylistSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/CreatePlaylist" => {
                    #[allow(non_camel_case_types)]
                    struct CreatePlaylistSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::CreatePlaylistRequest,
                        > for CreatePlaylistSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::CreatePlaylistResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::CreatePlaylistRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::create_playlist(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = CreatePlaylistSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/UpdatePlaylist" => {
                    #[allow(non_camel_case_types)]
                    struct UpdatePlaylistSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::UpdatePlaylistRequest,
                        > for UpdatePlaylistSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::UpdatePlaylistResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::UpdatePlaylistRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::update_playlist(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = UpdatePlaylistSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/DeletePlaylist" => {
                    #[allow(non_camel_case_types)]
                    struct DeletePlaylistSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::DeletePlaylistRequest,
                        > for DeletePlaylistSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::DeletePlaylistResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::DeletePlaylistRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::delete_playlist(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeletePlaylistSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListPlaylistEntries" => {
                    #[allow(non_camel_case_types)]
                    struct ListPlaylistEntriesSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListPlaylistEntriesRequest,
                        > for ListPlaylistEntriesSvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::ListPlaylistEntriesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListPlaylistEntriesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_playlist_entries(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListPlaylistEntriesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/AddPlaylistEntries" => {
                    #[allow(non_camel_case_types)]
                    struct AddPlaylistEntriesSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::AddPlaylistEntriesRequest,
                        > for AddPlaylistEntriesSvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::AddPlaylistEntriesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::AddPlaylistEntriesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::add_playlist_entries(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = AddPlaylistEntriesSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/DeletePlaylistEntry" => {
                    #[allow(non_camel_case_types)]
                    struct DeletePlaylistEntrySvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::DeletePlaylistEntryRequest,
                        > for DeletePlaylistEntrySvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::DeletePlaylistEntryResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::DeletePlaylistEntryRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::delete_playlist_entry(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeletePlaylistEntrySvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/MovePlaylistEntry" => {
                    #[allow(non_camel_case_types)]
                    struct MovePlaylistEntrySvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::MovePlaylistEntryRequest,
                        > for MovePlaylistEntrySvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::MovePlaylistEntryResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::MovePlaylistEntryRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::move_playlist_entry(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = MovePlaylistEntrySvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/CreateImport" => {
                    #[allow(non_camel_case_types)]
                    struct CreateImportSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::CreateImportRequest,
                        > for CreateImportSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::CreateImportResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::CreateImportRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::create_import(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = CreateImportSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/GetImport" => {
                    #[allow(non_camel_case_types)]
                    struct GetImportSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::GetImportRequest,
                        > for GetImportSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::GetImportResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::GetImportRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::get_import(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = GetImportSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/AdvanceImport" => {
                    #[allow(non_camel_case_types)]
                    struct AdvanceImportSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::AdvanceImportRequest,
                        > for AdvanceImportSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::AdvanceImportResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::AdvanceImportRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::advance_import(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = AdvanceImportSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/ListSubstitutions" => {
                    #[allow(non_camel_case_types)]
                    struct ListSubstitutionsSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListSubstitutionsRequest,
                        > for ListSubstitutionsSvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::ListSubstitutionsResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListSubstitutionsRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::list_substitutions(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = ListSubstitutionsSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/PutSubstitution" => {
                    #[allow(non_camel_case_types)]
                    struct PutSubstitutionSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::PutSubstitutionRequest,
                        > for PutSubstitutionSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::PutSubstitutionResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::PutSubstitutionRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::put_substitution(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = PutSubstitutionSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                "/user.v1.UserService/DeleteSubstitution" => {
                    #[allow(non_camel_case_types)]
                    struct DeleteSubstitutionSvc<T: UserService>(pub Arc<T>);
                    impl<T: UserService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::DeleteSubstitutionRequest,
                        > for DeleteSubstitutionSvc<T>
                    {
                        type Response =
                            ::wasm_shared::contract::user::v1::DeleteSubstitutionResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::DeleteSubstitutionRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as UserService>::delete_substitution(&inner, request).await
                            };
                            Box::pin(fut)
                        }
                    }
                    let accept_compression_encodings = self.accept_compression_encodings;
                    let send_compression_encodings = self.send_compression_encodings;
                    let max_decoding_message_size = self.max_decoding_message_size;
                    let max_encoding_message_size = self.max_encoding_message_size;
                    let inner = self.inner.clone();
                    let fut = async move {
                        let method = DeleteSubstitutionSvc(inner);
                        let codec = tonic_prost::ProstCodec::default();
                        let mut grpc = tonic::server::Grpc::new(codec)
                            .apply_compression_config(
                                accept_compression_encodings,
                                send_compression_encodings,
                            )
                            .apply_max_message_size_config(
                                max_decoding_message_size,
                                max_encoding_message_size,
                            );
                        let res = grpc.unary(method, req).await;
                        Ok(res)
                    };
                    Box::pin(fut)
                }
                _ => Box::pin(async move {
                    let mut response = http::Response::new(tonic::body::Body::default());
                    let headers = response.headers_mut();
                    headers.insert(
                        tonic::Status::GRPC_STATUS,
                        (tonic::Code::Unimplemented as i32).into(),
                    );
                    headers.insert(http::header::CONTENT_TYPE, tonic::metadata::GRPC_CONTENT_TYPE);
                    Ok(response)
                }),
            }
        }
    }
    impl<T> Clone for UserServiceServer<T> {
        fn clone(&self) -> Self {
            let inner = self.inner.clone();
            Self {
                inner,
                accept_compression_encodings: self.accept_compression_encodings,
                send_compression_encodings: self.send_compression_encodings,
                max_decoding_message_size: self.max_decoding_message_size,
                max_encoding_message_size: self.max_encoding_message_size,
            }
        }
    }
    /// Generated gRPC service name
    pub const SERVICE_NAME: &str = "user.v1.UserService";
    impl<T> tonic::server::NamedService for UserServiceServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
