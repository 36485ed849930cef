// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

/// Generated client implementations.
pub mod auth_service_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::http::Uri;
    use tonic::codegen::*;
    /// Sign-in by phone, sessions, tokens and devices. A failed call carries a `Problem` in the trailer
    /// `listen-problem-bin`.
    #[derive(Debug, Clone)]
    pub struct AuthServiceClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl AuthServiceClient<tonic::transport::Channel> {
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
    impl<T> AuthServiceClient<T>
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
        ) -> AuthServiceClient<InterceptedService<T, F>>
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
            AuthServiceClient::new(InterceptedService::new(inner, interceptor))
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
        /// Sends a sign-in code. Answers the same whether or not the phone is known.
        pub async fn request_sms_code(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::RequestSmsCodeRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RequestSmsCodeResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/RequestSmsCode");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "RequestSmsCode"));
            self.inner.unary(req, path, codec).await
        }
        /// Trades a code for a session on one device.
        pub async fn create_session(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::CreateSessionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::CreateSessionResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/CreateSession");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "CreateSession"));
            self.inner.unary(req, path, codec).await
        }
        /// Trades a refresh token for a new pair.
        pub async fn refresh_tokens(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::RefreshTokensRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RefreshTokensResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/RefreshTokens");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "RefreshTokens"));
            self.inner.unary(req, path, codec).await
        }
        /// Tells whether an access token is valid now, the token version included.
        pub async fn verify_token(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::VerifyTokenRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::VerifyTokenResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/VerifyToken");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "VerifyToken"));
            self.inner.unary(req, path, codec).await
        }
        /// Ends the caller's session.
        pub async fn end_session(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::EndSessionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndSessionResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/EndSession");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "EndSession"));
            self.inner.unary(req, path, codec).await
        }
        /// Ends every session of the caller's user and raises the token version.
        pub async fn end_all_sessions(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::EndAllSessionsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndAllSessionsResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/EndAllSessions");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "EndAllSessions"));
            self.inner.unary(req, path, codec).await
        }
        /// The devices a user is signed in on.
        pub async fn list_devices(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::ListDevicesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::ListDevicesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/ListDevices");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "ListDevices"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn rename_device(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::RenameDeviceRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RenameDeviceResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/RenameDevice");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "RenameDevice"));
            self.inner.unary(req, path, codec).await
        }
        /// Ends the session on a device and raises the token version.
        pub async fn end_device(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::EndDeviceRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndDeviceResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/EndDevice");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "EndDevice"));
            self.inner.unary(req, path, codec).await
        }
        /// What the token version of a user is now: what edges compare `ver` with.
        pub async fn get_token_version(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::auth::v1::GetTokenVersionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::GetTokenVersionResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/auth.v1.AuthService/GetTokenVersion");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("auth.v1.AuthService", "GetTokenVersion"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod auth_service_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with AuthServiceServer.
    #[async_trait]
    pub trait AuthService: std::marker::Send + std::marker::Sync + 'static {
        /// Sends a sign-in code. Answers the same whether or not the phone is known.
        async fn request_sms_code(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::RequestSmsCodeRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RequestSmsCodeResponse>,
            tonic::Status,
        >;
        /// Trades a code for a session on one device.
        async fn create_session(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::CreateSessionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::CreateSessionResponse>,
            tonic::Status,
        >;
        /// Trades a refresh token for a new pair.
        async fn refresh_tokens(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::RefreshTokensRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RefreshTokensResponse>,
            tonic::Status,
        >;
        /// Tells whether an access token is valid now, the token version included.
        async fn verify_token(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::VerifyTokenRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::VerifyTokenResponse>,
            tonic::Status,
        >;
        /// Ends the caller's session.
        async fn end_session(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::EndSessionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndSessionResponse>,
            tonic::Status,
        >;
        /// Ends every session of the caller's user and raises the token version.
        async fn end_all_sessions(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::EndAllSessionsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndAllSessionsResponse>,
            tonic::Status,
        >;
        /// The devices a user is signed in on.
        async fn list_devices(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::ListDevicesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::ListDevicesResponse>,
            tonic::Status,
        >;
        async fn rename_device(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::RenameDeviceRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::RenameDeviceResponse>,
            tonic::Status,
        >;
        /// Ends the session on a device and raises the token version.
        async fn end_device(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::EndDeviceRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::EndDeviceResponse>,
            tonic::Status,
        >;
        /// What the token version of a user is now: what edges compare `ver` with.
        async fn get_token_version(
            &self,
            request: tonic::Request<::wasm_shared::contract::auth::v1::GetTokenVersionRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::auth::v1::GetTokenVersionResponse>,
            tonic::Status,
        >;
    }
    /// Sign-in by phone, sessions, tokens and devices. A failed call carries a `Problem` in the trailer
    /// `listen-problem-bin`.
    #[derive(Debug)]
    pub struct AuthServiceServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> AuthServiceServer<T> {
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
    impl<T, B> tonic::codegen::Service<http::Request<B>> for AuthServiceServer<T>
    where
        T: AuthService,
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
                "/auth.v1.AuthService/RequestSmsCode" => {
                    #[allow(non_camel_case_types)]
                    struct RequestSmsCodeSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::RequestSmsCodeRequest,
                        > for RequestSmsCodeSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::RequestSmsCodeResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::RequestSmsCodeRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::request_sms_code(&inner, request).await
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
                        let method = RequestSmsCodeSvc(inner);
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
                "/auth.v1.AuthService/CreateSession" => {
                    #[allow(non_camel_case_types)]
                    struct CreateSessionSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::CreateSessionRequest,
                        > for CreateSessionSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::CreateSessionResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::CreateSessionRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::create_session(&inner, request).await
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
                        let method = CreateSessionSvc(inner);
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
                "/auth.v1.AuthService/RefreshTokens" => {
                    #[allow(non_camel_case_types)]
                    struct RefreshTokensSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::RefreshTokensRequest,
                        > for RefreshTokensSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::RefreshTokensResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::RefreshTokensRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::refresh_tokens(&inner, request).await
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
                        let method = RefreshTokensSvc(inner);
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
                "/auth.v1.AuthService/VerifyToken" => {
                    #[allow(non_camel_case_types)]
                    struct VerifyTokenSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::VerifyTokenRequest,
                        > for VerifyTokenSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::VerifyTokenResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::VerifyTokenRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::verify_token(&inner, request).await
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
                        let method = VerifyTokenSvc(inner);
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
                "/auth.v1.AuthService/EndSession" => {
                    #[allow(non_camel_case_types)]
                    struct EndSessionSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::EndSessionRequest,
                        > for EndSessionSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::EndSessionResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::EndSessionRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::end_session(&inner, request).await
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
                        let method = EndSessionSvc(inner);
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
                "/auth.v1.AuthService/EndAllSessions" => {
                    #[allow(non_camel_case_types)]
                    struct EndAllSessionsSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::EndAllSessionsRequest,
                        > for EndAllSessionsSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::EndAllSessionsResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::EndAllSessionsRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::end_all_sessions(&inner, request).await
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
                        let method = EndAllSessionsSvc(inner);
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
                "/auth.v1.AuthService/ListDevices" => {
                    #[allow(non_camel_case_types)]
                    struct ListDevicesSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::ListDevicesRequest,
                        > for ListDevicesSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::ListDevicesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::ListDevicesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::list_devices(&inner, request).await
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
                        let method = ListDevicesSvc(inner);
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
                "/auth.v1.AuthService/RenameDevice" => {
                    #[allow(non_camel_case_types)]
                    struct RenameDeviceSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::RenameDeviceRequest,
                        > for RenameDeviceSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::RenameDeviceResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::RenameDeviceRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::rename_device(&inner, request).await
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
                        let method = RenameDeviceSvc(inner);
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
                "/auth.v1.AuthService/EndDevice" => {
                    #[allow(non_camel_case_types)]
                    struct EndDeviceSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::EndDeviceRequest,
                        > for EndDeviceSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::EndDeviceResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::EndDeviceRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::end_device(&inner, request).await
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
                        let method = EndDeviceSvc(inner);
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
                "/auth.v1.AuthService/GetTokenVersion" => {
                    #[allow(non_camel_case_types)]
                    struct GetTokenVersionSvc<T: AuthService>(pub Arc<T>);
                    impl<T: AuthService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::auth::v1::GetTokenVersionRequest,
                        > for GetTokenVersionSvc<T>
                    {
                        type Response = ::wasm_shared::contract::auth::v1::GetTokenVersionResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::auth::v1::GetTokenVersionRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as AuthService>::get_token_version(&inner, request).await
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
                        let method = GetTokenVersionSvc(inner);
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
    impl<T> Clone for AuthServiceServer<T> {
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
    pub const SERVICE_NAME: &str = "auth.v1.AuthService";
    impl<T> tonic::server::NamedService for AuthServiceServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
