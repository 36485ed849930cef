//! The JSON inside the page that people see.

use super::wire;
use crate::catalog::{
    Outcome,
    sources::{SourceError, fetch},
};

/// The track that a page of the site is rendered from; `None` when the page says there is none.
///
/// # Errors
/// [`Outcome::UpstreamChanged`] for a page without that data.
pub(super) fn single(html: &[u8]) -> Result<Option<wire::Single>, SourceError> {
    let changed = |what| SourceError::new(Outcome::UpstreamChanged, what);
    let html = std::str::from_utf8(html).map_err(|_| changed("the page is not UTF-8"))?;
    let (_, script) =
        html.split_once("id=\"__NEXT_DATA__\"").ok_or_else(|| changed("the page has no data"))?;
    let (_, json) = script.split_once('>').ok_or_else(|| changed("the page's data is cut off"))?;
    let (json, _) =
        json.split_once("</script>").ok_or_else(|| changed("the page's data is cut off"))?;
    let data: wire::NextData = fetch::parse(json.as_bytes())?;
    Ok(data.props.page_props.passing_arguments_data.single)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_body_is_survived(body in any::<Vec<u8>>()) {
            prop_assert_eq!(single(&body).unwrap_err().outcome, Outcome::UpstreamChanged);
        }
    }
}
