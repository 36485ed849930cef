// Generated from wasm-shared/proto by `cargo xtask proto`; do not edit.

/// Generated client implementations.
pub mod sync_service_client {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::http::Uri;
    use tonic::codegen::*;
    /// What devices need to be in step: what changed while they were away, and what plays now.
    #[derive(Debug, Clone)]
    pub struct SyncServiceClient<T> {
        inner: tonic::client::Grpc<T>,
    }
    impl SyncServiceClient<tonic::transport::Channel> {
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
    impl<T> SyncServiceClient<T>
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
        ) -> SyncServiceClient<InterceptedService<T, F>>
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
            SyncServiceClient::new(InterceptedService::new(inner, interceptor))
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
        pub async fn list_changes(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListChangesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListChangesResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/sync.v1.SyncService/ListChanges");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("sync.v1.SyncService", "ListChanges"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn list_events(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::ListEventsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListEventsResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/sync.v1.SyncService/ListEvents");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("sync.v1.SyncService", "ListEvents"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn get_playback(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::GetPlaybackRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetPlaybackResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/sync.v1.SyncService/GetPlayback");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("sync.v1.SyncService", "GetPlayback"));
            self.inner.unary(req, path, codec).await
        }
        pub async fn put_playback(
            &mut self,
            request: impl tonic::IntoRequest<::wasm_shared::contract::user::v1::PutPlaybackRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutPlaybackResponse>,
            tonic::Status,
        > {
            self.inner.ready().await.map_err(|e| {
                tonic::Status::unknown(format!("Service was not ready: {}", e.into()))
            })?;
            let codec = tonic_prost::ProstCodec::default();
            let path = http::uri::PathAndQuery::from_static("/sync.v1.SyncService/PutPlayback");
            let mut req = request.into_request();
            req.extensions_mut().insert(GrpcMethod::new("sync.v1.SyncService", "PutPlayback"));
            self.inner.unary(req, path, codec).await
        }
    }
}
/// Generated server implementations.
pub mod sync_service_server {
    #![allow(
        unused_variables,
        dead_code,
        missing_docs,
        clippy::wildcard_imports,
        clippy::let_unit_value
    )]
    use tonic::codegen::*;
    /// Generated trait containing gRPC methods that should be implemented for use with SyncServiceServer.
    #[async_trait]
    pub trait SyncService: std::marker::Send + std::marker::Sync + 'static {
        async fn list_changes(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListChangesRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListChangesResponse>,
            tonic::Status,
        >;
        async fn list_events(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::ListEventsRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::ListEventsResponse>,
            tonic::Status,
        >;
        async fn get_playback(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::GetPlaybackRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::GetPlaybackResponse>,
            tonic::Status,
        >;
        async fn put_playback(
            &self,
            request: tonic::Request<::wasm_shared::contract::user::v1::PutPlaybackRequest>,
        ) -> std::result::Result<
            tonic::Response<::wasm_shared::contract::user::v1::PutPlaybackResponse>,
            tonic::Status,
        >;
    }
    /// What devices need to be in step: what changed while they were away, and what plays now.
    #[derive(Debug)]
    pub struct SyncServiceServer<T> {
        inner: Arc<T>,
        accept_compression_encodings: EnabledCompressionEncodings,
        send_compression_encodings: EnabledCompressionEncodings,
        max_decoding_message_size: Option<usize>,
        max_encoding_message_size: Option<usize>,
    }
    impl<T> SyncServiceServer<T> {
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
    impl<T, B> tonic::codegen::Service<http::Request<B>> for SyncServiceServer<T>
    where
        T: SyncService,
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
                "/sync.v1.SyncService/ListChanges" => {
                    #[allow(non_camel_case_types)]
                    struct ListChangesSvc<T: SyncService>(pub Arc<T>);
                    impl<T: SyncService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListChangesRequest,
                        > for ListChangesSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListChangesResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListChangesRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as SyncService>::list_changes(&inner, request).await
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
                        let method = ListChangesSvc(inner);
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
                "/sync.v1.SyncService/ListEvents" => {
                    #[allow(non_camel_case_types)]
                    struct ListEventsSvc<T: SyncService>(pub Arc<T>);
                    impl<T: SyncService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::ListEventsRequest,
                        > for ListEventsSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::ListEventsResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::ListEventsRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as SyncService>::list_events(&inner, request).await
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
                        let method = ListEventsSvc(inner);
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
                "/sync.v1.SyncService/GetPlayback" => {
                    #[allow(non_camel_case_types)]
                    struct GetPlaybackSvc<T: SyncService>(pub Arc<T>);
                    impl<T: SyncService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::GetPlaybackRequest,
                        > for GetPlaybackSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::GetPlaybackResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::GetPlaybackRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as SyncService>::get_playback(&inner, request).await
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
                        let method = GetPlaybackSvc(inner);
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
                "/sync.v1.SyncService/PutPlayback" => {
                    #[allow(non_camel_case_types)]
                    struct PutPlaybackSvc<T: SyncService>(pub Arc<T>);
                    impl<T: SyncService>
                        tonic::server::UnaryService<
                            ::wasm_shared::contract::user::v1::PutPlaybackRequest,
                        > for PutPlaybackSvc<T>
                    {
                        type Response = ::wasm_shared::contract::user::v1::PutPlaybackResponse;
                        type Future = BoxFuture<tonic::Response<Self::Response>, tonic::Status>;
                        fn call(
                            &mut self,
                            request: tonic::Request<
                                ::wasm_shared::contract::user::v1::PutPlaybackRequest,
                            >,
                        ) -> Self::Future {
                            let inner = Arc::clone(&self.0);
                            let fut = async move {
                                <T as SyncService>::put_playback(&inner, request).await
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
                        let method = PutPlaybackSvc(inner);
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
    impl<T> Clone for SyncServiceServer<T> {
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
    pub const SERVICE_NAME: &str = "sync.v1.SyncService";
    impl<T> tonic::server::NamedService for SyncServiceServer<T> {
        const NAME: &'static str = SERVICE_NAME;
    }
}
