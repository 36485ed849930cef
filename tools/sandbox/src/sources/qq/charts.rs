//! Charts, in one group, with a chart of films among them.

use serde_json::{Value, json};

use super::collections::part;
use super::gateway::Context;
use crate::catalogue::{Collection, CollectionKind, Source};
use crate::faults::Shape;
use crate::sources::markup::escape;

pub(super) fn list(context: &Context<'_>, shape: Option<Shape>) -> Value {
    if shape == Some(Shape::Empty) {
        return json!({ "group": [] });
    }
    let charts = context.sandbox.catalogue.collections(Source::Qq, CollectionKind::Chart);
    let mut toplist: Vec<Value> = charts.map(|it| data(&it.id(), &it.name, Some(it))).collect();
    toplist.push(data("201", "MV榜", None));
    json!({ "group": [{ "groupId": 0, "groupName": "巅峰榜", "toplist": toplist }] })
}

pub(super) fn chart(context: &Context<'_>, param: &Value, shape: Option<Shape>) -> Value {
    let id = param["topId"].as_u64().unwrap_or(0).to_string();
    let found = context.sandbox.catalogue.collection(Source::Qq, CollectionKind::Chart, &id);
    // What is answered for a number that names nothing is not known.
    let Some(chart) = found.filter(|_| shape.is_none()) else {
        return json!({ "data": data("0", "", None), "songInfoList": [] });
    };
    let (songs, _) = part(context, chart, &param["offset"], &param["num"]);
    json!({
        "data": data(&id, &chart.name, Some(chart)),
        "songInfoList": songs,
        "songTagInfoList": [],
    })
}

fn data(id: &str, title: &str, chart: Option<&Collection>) -> Value {
    let made = chart.map_or("", |chart| chart.published_on.as_str());
    json!({
        "topId": id.parse().unwrap_or(0_u32),
        "title": escape(title),
        "period": made,
        "updateTime": made,
        "intro": "",
        "totalNum": chart.map_or(0, |chart| chart.recordings.len()),
        "listenNum": 0,
        "song": [],
        "headPicUrl": format!("http://y.gtimg.cn/music/common/upload/iphone_order_channel/{id}.jpg"),
        "frontPicUrl": "",
    })
}
