#include "agent/container/service_lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0c"};

// The task of this name in the cluster.
std::string Arn(const std::string& name) { return "arn:aws:ecs:us-east-1:1:task/prod/" + name; }

class ServiceLookupTest : public testing::Test {
 protected:
  ServiceLookupTest() {
    ecs_.Know(EcsTask{Arn("t-daemon"), "service:probe"});
    ecs_.Know(EcsTask{Arn("t-web"), "service:web"});
    ecs_.Know(EcsTask{Arn("t-alone"), "family:train"});
    ecs_.Know(EcsService{"probe", true});
    ecs_.Know(EcsService{"web", false});
  }

  static Container Of(Reading<ContainerTask> task) {
    Container container;
    container.task = std::move(task);
    return container;
  }

  // What is said of containers of these tasks.
  std::vector<Reading<bool>> See(const std::vector<std::string>& arns,
                                 absl::optional<EcsTarget> target = kTarget) {
    ContainerScan scan;
    for (const std::string& arn : arns) {
      scan.containers.push_back(Of(ContainerTask{arn, "f", "1"}));
    }
    lookup_->Attribute(target, &scan);
    std::vector<Reading<bool>> said;
    for (const Container& container : scan.containers) {
      said.push_back(container.daemon_service);
    }
    return said;
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  int changes_ = 0;
  std::unique_ptr<ServiceLookup> lookup_ =
      std::make_unique<ServiceLookup>(client_.get(), &clock_, [this] { ++changes_; });
};

TEST_F(ServiceLookupTest, TellsTheTasksOfDaemonsFromOthers) {
  EXPECT_TRUE(See({Arn("t-daemon")})[0].is_unknown());
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(changes_, 1);
  See({Arn("t-daemon"), Arn("t-web"), Arn("t-alone")});
  clock_.Advance(absl::Seconds(2));
  const auto said = See({Arn("t-daemon"), Arn("t-web"), Arn("t-alone")});
  EXPECT_TRUE(said[0].value());
  EXPECT_FALSE(said[1].value());
  EXPECT_FALSE(said[2].value());
}

TEST_F(ServiceLookupTest, AsksOnceAboutAllThatIsNew) {
  See({Arn("t-daemon")});
  See({Arn("t-daemon"), Arn("t-web"), Arn("t-web")});
  clock_.Advance(absl::Seconds(2));
  EXPECT_THAT(ecs_.questions(),
              ElementsAre(ElementsAre(Arn("t-daemon"), Arn("t-web")), ElementsAre("probe", "web")));
  See({Arn("t-daemon"), Arn("t-web")});
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(ecs_.questions(), SizeIs(2));
}

TEST_F(ServiceLookupTest, AsksAboutNoMoreThanEcsTakes) {
  std::vector<std::string> arns;
  for (int i = 0; i < 120; ++i) {
    arns.push_back(Arn("t" + std::to_string(i)));
    ecs_.Know(EcsTask{arns.back(), "service:s" + std::to_string(i % 15)});
    ecs_.Know(EcsService{"s" + std::to_string(i % 15), true});
  }
  See(arns);
  clock_.Advance(absl::Seconds(2));
  EXPECT_THAT(ecs_.questions(), ElementsAre(SizeIs(100), SizeIs(20), SizeIs(10), SizeIs(5)));
  EXPECT_TRUE(See(arns)[119].value());
}

TEST_F(ServiceLookupTest, SaysNothingOfContainersWithoutATask) {
  ContainerScan scan;
  const absl::Status why = absl::UnavailableError("the ECS agent is down");
  scan.containers = {Of(Reading<ContainerTask>::Absent()),
                     Of(Reading<ContainerTask>::Unknown(why))};
  lookup_->Attribute(kTarget, &scan);
  EXPECT_TRUE(scan.containers[0].daemon_service.is_absent());
  EXPECT_EQ(scan.containers[1].daemon_service.why(), why);
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
}

TEST_F(ServiceLookupTest, WaitsUntilItIsKnownWhoTheHostIs) {
  EXPECT_TRUE(See({Arn("t-daemon")}, absl::nullopt)[0].is_unknown());
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
  See({Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  EXPECT_TRUE(See({Arn("t-daemon")})[0].value());
}

TEST_F(ServiceLookupTest, SaysWhyItDoesNotKnowAndAsksEverMoreRarely) {
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  See({Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  EXPECT_THAT(std::string(See({Arn("t-daemon")})[0].why().message()), HasSubstr("ECS says no"));
  clock_.Advance(absl::Hours(1));
  EXPECT_LE(ecs_.questions().size(), 14u);
  ecs_.FailAlways(absl::nullopt);
  clock_.Advance(absl::Minutes(11));
  EXPECT_TRUE(See({Arn("t-daemon")})[0].value());
}

TEST_F(ServiceLookupTest, GoesOnAfterAFailureInTheMiddle) {
  See({Arn("t-daemon")});
  clock_.Advance(absl::Milliseconds(1005));
  ecs_.FailNext(EcsErrorKind::kRetry);
  clock_.Advance(absl::Seconds(10));
  EXPECT_TRUE(See({Arn("t-daemon")})[0].value());
}

TEST_F(ServiceLookupTest, OneTaskThatEcsDoesNotKnowHindersNoOther) {
  See({Arn("t-daemon"), Arn("t-missing")});
  clock_.Advance(absl::Seconds(2));
  const auto said = See({Arn("t-daemon"), Arn("t-missing")});
  EXPECT_TRUE(said[0].value());
  EXPECT_THAT(std::string(said[1].why().message()), HasSubstr("does not know " + Arn("t-missing")));
}

TEST_F(ServiceLookupTest, OneServiceThatEcsDoesNotKnowHindersNoOther) {
  ecs_.Know(EcsTask{Arn("t-old"), "service:deleted"});
  See({Arn("t-daemon"), Arn("t-old")});
  clock_.Advance(absl::Seconds(2));
  const auto said = See({Arn("t-daemon"), Arn("t-old")});
  EXPECT_TRUE(said[0].value());
  EXPECT_THAT(std::string(said[1].why().message()), HasSubstr("does not know deleted"));
}

TEST_F(ServiceLookupTest, DoesNotAskAboutWhatCannotBeATaskOfThisCluster) {
  const std::vector<std::string> forged = {"arn:aws:ecs:us-east-1:1:task/other/0a",
                                           "arn:aws:ecs:eu-west-1:1:task/prod/0a",
                                           "arn:aws:ecs:us-east-1:2:task/prod/0a",
                                           "arn:aws-cn:ecs:us-east-1:1:task/prod/0a",
                                           "arn:aws:ecs:us-east-1:1:task/0a",
                                           "arn:aws:ecs:us-east-1:1:container-instance/prod/0a",
                                           "none",
                                           Arn("white space"),
                                           Arn(std::string(400, 'a')),
                                           ""};
  const auto said = See(forged);
  for (const Reading<bool>& one : said) {
    EXPECT_THAT(std::string(one.why().message()), HasSubstr("look at the labels"));
  }
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
}

TEST_F(ServiceLookupTest, AsksAboutShortNamesWhereTheInstanceHasOne) {
  const EcsTarget legacy = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/0c"};
  const std::string task = "arn:aws:ecs:us-east-1:1:task/0a";
  ecs_.Know(EcsTask{task, "service:probe"});
  See({task}, legacy);
  clock_.Advance(absl::Seconds(2));
  EXPECT_TRUE(See({task}, legacy)[0].value());
}

TEST_F(ServiceLookupTest, FindsWhatEcsRefusesAndAnswersOfTheRest) {
  std::vector<std::string> arns = {Arn("bad"), Arn("t-daemon"), Arn("t-web")};
  for (int i = 0; i < 40; ++i) {
    arns.push_back(Arn("more" + std::to_string(i)));
    ecs_.Know(EcsTask{arns.back(), "service:probe"});
  }
  ecs_.Abhor(Arn("bad"));
  See(arns);
  clock_.Advance(absl::Seconds(2));
  const auto said = See(arns);
  EXPECT_THAT(std::string(said[0].why().message()), HasSubstr("ECS refuses a name"));
  EXPECT_TRUE(said[1].value());
  EXPECT_FALSE(said[2].value());
  EXPECT_TRUE(said.back().value());
}

TEST_F(ServiceLookupTest, FindsTheServiceThatEcsRefuses) {
  ecs_.Know(EcsTask{Arn("t-bad"), "service:bad name"});
  ecs_.Abhor("bad name");
  See({Arn("t-bad"), Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  const auto said = See({Arn("t-bad"), Arn("t-daemon")});
  EXPECT_THAT(std::string(said[0].why().message()), HasSubstr("ECS refuses a name"));
  EXPECT_TRUE(said[1].value());
}

TEST_F(ServiceLookupTest, DoesNotLetABadTaskSlowTheNext) {
  ecs_.Abhor(Arn("bad"));
  for (int i = 0; i < 100; ++i) {
    See({Arn("bad"), Arn("t-missing")});
    clock_.Advance(absl::Seconds(10));
  }
  See({Arn("bad"), Arn("t-missing"), Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  EXPECT_TRUE(See({Arn("bad"), Arn("t-missing"), Arn("t-daemon")})[2].value());
}

TEST_F(ServiceLookupTest, AsksAboutABadTaskEverMoreRarelyAlsoIfItComesAndGoes) {
  ecs_.Abhor(Arn("bad"));
  for (int i = 0; i < 360; ++i) {
    See({Arn("bad")});
    clock_.Advance(absl::Seconds(5));
    See({});
    clock_.Advance(absl::Seconds(5));
  }
  EXPECT_LE(ecs_.questions().size(), 14u);
  EXPECT_GE(ecs_.questions().size(), 8u);
}

TEST_F(ServiceLookupTest, AsksNoMoreOftenThanItMayHoweverManyAreBad) {
  std::vector<std::string> arns;
  for (int i = 0; i < 100; ++i) {
    arns.push_back(Arn("bad" + std::to_string(i)));
    ecs_.Abhor(arns.back());
  }
  arns.push_back(Arn("t-daemon"));
  See(arns);
  clock_.Advance(absl::Milliseconds(5900));
  EXPECT_THAT(ecs_.questions(), SizeIs(ServiceLookup::kMostCalls));
  clock_.Advance(absl::Minutes(1));
  EXPECT_TRUE(See(arns).back().value());
}

TEST_F(ServiceLookupTest, StopsAskingWhenItIsNoLongerKnownWhoTheHostIs) {
  See({Arn("t-daemon")});
  clock_.Advance(absl::Milliseconds(1005));
  See({Arn("t-daemon")}, absl::nullopt);
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), SizeIs(1));
  See({Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  EXPECT_TRUE(See({Arn("t-daemon")})[0].value());
}

TEST_F(ServiceLookupTest, ForgetsWhatIsGone) {
  See({Arn("t-daemon")});
  clock_.Advance(absl::Seconds(2));
  See({});
  EXPECT_TRUE(See({Arn("t-daemon")})[0].is_unknown());
}

TEST_F(ServiceLookupTest, DropsTheQuestionWhenDestroyed) {
  See({Arn("t-daemon")});
  clock_.Advance(absl::Milliseconds(1005));
  EXPECT_THAT(ecs_.questions(), SizeIs(1));
  lookup_.reset();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(changes_, 0);
}

}  // namespace
}  // namespace neuron
