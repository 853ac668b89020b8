//! Bad societies, and the boundary: a society is a population.

use super::*;

#[test]
fn a_society_is_a_population() {
    expect(country("share = 0.089", "share = 0.001"), &[("a class of less than 1%", "0.001")]);
    expect(country("share = 0.488", "share = 1"), &[("a class of less than 1%", "1")]);
    expect(country("0.063, 0.044]", "0.103, 0.004]"), &[("class of `households` has less than 1%", "0.004")]);
    expect(country("0.3, 0.238]", "0.3, 0.2]"), &[("add to 0.9620", "[0.187")]);
    expect(country("[0.187, 0.275, 0.3, 0.238]", "[0.5, 0.5]"), &[("`ages` has 2 classes", "[0.5, 0.5]")]);
    expect(country("share = 0.211", "share = 0.7"), &[("more children than", "0.7")]);
    let one = "[people]\nid = 17\nhistory = [\"late-loan-payment\"]";
    expect(
        country("[people]", one),
        &[("`id` has no meaning", "id"), ("`history` has no meaning", "history")],
    );
}

#[test]
fn suppression_is_never_a_gain() {
    let harm = "\nharm = { value = 1, source = \"scale\" }\n";
    for (context, ground) in [
        ("context = \"purchases\"", "lawful conduct"),
        ("form = \"dissent\"", "lawful conduct"),
        ("good = true", "lawful conduct"),
        ("form = \"silence\"", "lawful conduct"),
    ] {
        expect(country(context, &format!("{context}{harm}")), &[(ground, "value = 1")]);
    }
    let unlawful = format!("lawful = false{harm}");
    expect(
        country(
            "lawful = true\nprotected = true\nform = \"dissent\"",
            &format!("{unlawful}form = \"dissent\""),
        ),
        &[("political conduct", "value = 1")],
    );
}

#[test]
fn contradictory_societies() {
    expect(
        country("form = \"debt-entry\"", "form = \"debt-repaid\""),
        &[
            ("has no rate", "per_year = 0.0025"),
            ("a second conduct of form `debt-repaid`", "\"debt-repaid\""),
            ("repaid that nobody has", "[[conduct]]"),
        ],
    );
    expect(
        country("form = \"apology\"", ""),
        &[("has no `rate`", "[[conduct]]"), ("can be `insincere`", "share = 0.2")],
    );
    expect(
        country("service = [\"service\"]", "service = [\"work\"]"),
        &[("strictly, but not broadly", "\"work\"")],
    );
    expect(
        country("service = [\"service\"]", "servise = [\"service\"]"),
        &[("no context is called", "servise")],
    );
    expect(country("needs = [\"rail\"]", "needs = [\"train\"]"), &[("no right is called", "\"train\"")]);
    expect(
        country("\"travel\", \"traffic\",", "\"travel\", \"travel\", \"traffic\","),
        &[("named twice", "\"travel\"")],
    );
    expect(
        country("\"travel\", \"traffic\",", "\"travel\", \"traffic\", \"Big Data\","),
        &[("cannot be a name", "Big Data")],
    );
    expect(
        country("name = \"publicity\"", "name = \"internet\""),
        &[("a second `[[right]]`", "\"internet\"")],
    );
    let spread = "county_spread = { share = 0.05, source = \"assumption\", range = [0, 0.3] }";
    let all = "county_spread = { share = 1, source = \"scale\" }";
    expect(country(spread, all), &[("spread between counties is 1", "1")]);
    let tariff = "values = [0.14, 1, 7], source = \"assumption\", range = [0, 52]";
    for levels in ["[0.14, 1]", "[1, 0.14, 7]", "[0, 1, 7]"] {
        let new = format!("values = {levels}, source = \"scale\"");
        expect(country(tariff, &new), &[("not three levels that rise", levels)]);
    }
    expect(
        country("form = \"silence\"", "form = \"silence\"\ngood = true"),
        &[("silence is no good deed", "true")],
    );
    let high = country(
        "per_week = 0.1, source = \"assumption\", range = [0.02, 0.5] }\npraise",
        "per_week = 2, source = \"scale\" }\npraise",
    );
    expect(high, &[("`reconsider` is out of bounds", "2")]);
    let read = society(&society_text(), &["society.response.conformity=0.8"]).unwrap();
    assert!(read.notes.iter().any(|note| note.what.contains("conformity is above")));
}

#[test]
fn the_society_has_what_the_model_names() {
    let society = large_country();
    assert_eq!((society.kinds.len(), society.rights.len()), (20, 10));
    let form = |name: &str| society.kinds[society.kind(name).unwrap()].form;
    assert_eq!(form("unpaid-judgment-debt"), Form::DebtEntry);
    assert_eq!(form("insincere-apology"), Form::Apology);
    assert_eq!(form("silence-in-campaign"), Form::Silence);
    assert_eq!((society.county_spread, society.tariff), (3_277, [0.14, 1.0, 7.0]));
    assert_eq!(society.behaviour.campaign_pressure, 0.2);
    assert_eq!(society.behaviour.over_compliance, Chance::new(0.1));
    for (strict, broad) in society.related_strict.iter().zip(&society.related_broad) {
        assert_eq!(strict & broad, *strict);
    }
    for (index, right) in society.rights.iter().enumerate() {
        assert_ne!(society.related_strict[right.context] & 1 << right.context, 0, "right {index}");
    }
}
