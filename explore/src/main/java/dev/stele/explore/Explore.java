package dev.stele.explore;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method that is a model: it is run under every schedule, each time on a new instance of its
 * woven class. It takes no parameters, and {@code @BeforeEach} and {@code @AfterEach} of its class
 * do not belong to the model.
 *
 * <p>If a bound is asked for, the test is reported as aborted with the bound, and not as passed.
 */
@SuppressWarnings("exports") // Who writes it has JUnit; who does not needs none.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
@ExtendWith(ExploreExtension.class)
public @interface Explore {

  /** How many executions there may be before the model is said to outgrow its bounds. */
  long executionsMax() default Explorer.EXECUTIONS_MAX;

  /** How many steps an execution may take. */
  int stepsMax() default Explorer.STEPS_MAX;

  /** How many times a task may be left that could go on; -1 for no bound. */
  int preemptionsMax() default -1;

  /** How many times in a row a read may find nothing new before it waits for a change. */
  int spinTurnsMax() default Explorer.SPIN_TURNS_MAX;

  /** Whether waits may end without a cause. */
  boolean spuriousWakeUps() default false;
}
